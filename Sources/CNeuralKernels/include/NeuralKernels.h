// The inner loops of the network: float32, row-major. They are C because a Swift package cannot
// ask the compiler for AVX2; each has a version for AVX2 and a plain one, chosen at start-up.
#ifndef NEURAL_KERNELS_H
#define NEURAL_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// y[rows×width] = x · gain / rms(x); inverse[rows] keeps 1/rms for the backward pass (may be NULL).
void nk_rms_norm(
    const float *x, const float *gain, float epsilon, float *y, float *inverse, size_t rows,
    size_t width);

// dx += and dgain += what the norm's output gradient dy gives.
void nk_rms_norm_backward(
    const float *x, const float *gain, const float *inverse, const float *dy, float *dx,
    float *dgain, size_t rows, size_t width);

// Rotates heads[rows×count×width] by their positions: number i of a head with number i + width/2.
// angles holds, for every position, width/2 cosines and then width/2 sines. direction -1 rotates
// back.
void nk_rotate(
    float *heads, const int32_t *positions, const float *angles, size_t rows, size_t count,
    size_t width, float direction);

// out = gate · sigmoid(gate) · up, n numbers; out may be up.
void nk_swiglu(const float *gate, const float *up, float *out, size_t n);

// dgate and dup from dout; they may not overlap dout.
void nk_swiglu_backward(
    const float *gate, const float *up, const float *dout, float *dgate, float *dup, size_t n);

// Rows first..first+rows of a causal square, width numbers each, `stride` apart: softmax over the
// numbers up to the diagonal, 0 after it. The sequence may be a prefix and suffixes of it: where
// suffix_starts[r] is not 0, row r does not see the numbers prefix..suffix_starts[r], those of other
// suffixes.
void nk_causal_softmax(
    float *scores, size_t first, size_t rows, size_t width, size_t stride, size_t prefix,
    const int32_t *suffix_starts);

// dscores = p · (dp − Σ dp·p), row by row, up to the diagonal; 0 after it. In place in dp.
void nk_causal_softmax_backward(
    const float *p, float *dp, size_t first, size_t rows, size_t width, size_t stride);

// A range of rows of a cache.
typedef struct {
  int32_t start, end;
} nk_run;

// out[heads×width] = attention of one position's queries to the rows of some runs of a cache, whose
// rows hold keyValueHeads×width numbers each. scratch takes as many numbers as there are rows.
void nk_attend(
    const float *queries, const float *keys, const float *values, const nk_run *runs, size_t count,
    size_t heads, size_t keyValueHeads, size_t width, float *scratch, float *out);

// y[rows×n] = x[rows×k] · Wᵀ, where W is [n×k]. What a row gives does not depend on the others, to
// the last bit; a BLAS does not promise that.
void nk_matrix_rows(const float *w, const float *x, float *y, size_t rows, size_t n, size_t k);

// Σ a·b.
float nk_dot(const float *a, const float *b, size_t n);

// y += a · x.
void nk_add_scaled(float a, const float *x, float *y, size_t n);

// The logarithm of Σ exp(x).
float nk_log_sum_exp(const float *x, size_t n);

// x = scale · exp(x − shift).
void nk_scaled_exp(float *x, float shift, float scale, size_t n);

// One step of AdamW (Loshchilov and Hutter, 2019, arXiv 1711.05101). corrections are
// 1 − β₁ᵗ and 1 − β₂ᵗ; the gradient is scaled first.
void nk_adamw(
    float *weights, const float *gradient, float *first, float *second, size_t n, float scale,
    float rate, float beta1, float beta2, float epsilon, float decay, float correction1,
    float correction2);

#endif
