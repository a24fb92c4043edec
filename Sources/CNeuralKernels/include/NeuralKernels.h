// The inner loops of the network, float32, row-major. They are C because Swift packages can not
// ask the compiler for AVX2; each has a version for AVX2 and a plain one, chosen at start-up.
#ifndef NEURAL_KERNELS_H
#define NEURAL_KERNELS_H

#include <stddef.h>

#endif
