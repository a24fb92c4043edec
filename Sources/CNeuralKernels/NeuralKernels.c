#include "NeuralKernels.h"

#define NAME(x) plain_##x
#include "kernels.inc"
#undef NAME

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) avx2_##x
#include "kernels.inc"
#undef NAME
#pragma clang attribute pop

static int hasAVX2;

__attribute__((constructor)) static void choose(void) {
  __builtin_cpu_init();
  hasAVX2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#define CALL(name, ...) (hasAVX2 ? avx2_##name(__VA_ARGS__) : plain_##name(__VA_ARGS__))
#else
#define CALL(name, ...) plain_##name(__VA_ARGS__)
#endif

void nk_rms_norm(
    const float *x, const float *gain, float epsilon, float *y, float *inverse, size_t rows,
    size_t width) {
  CALL(rms_norm, x, gain, epsilon, y, inverse, rows, width);
}

void nk_rms_norm_backward(
    const float *x, const float *gain, const float *inverse, const float *dy, float *dx,
    float *dgain, size_t rows, size_t width) {
  CALL(rms_norm_backward, x, gain, inverse, dy, dx, dgain, rows, width);
}

void nk_rotate(
    float *heads, const int32_t *positions, const float *angles, size_t rows, size_t count,
    size_t width, float direction) {
  CALL(rotate, heads, positions, angles, rows, count, width, direction);
}

void nk_swiglu(const float *gate, const float *up, float *out, size_t n) {
  CALL(swiglu, gate, up, out, n);
}

void nk_swiglu_backward(
    const float *gate, const float *up, const float *dout, float *dgate, float *dup, size_t n) {
  CALL(swiglu_backward, gate, up, dout, dgate, dup, n);
}

void nk_causal_softmax(
    float *scores, size_t first, size_t rows, size_t width, size_t stride, size_t prefix,
    const int32_t *suffix_starts) {
  CALL(causal_softmax, scores, first, rows, width, stride, prefix, suffix_starts);
}

void nk_causal_softmax_backward(
    const float *p, float *dp, size_t first, size_t rows, size_t width, size_t stride) {
  CALL(causal_softmax_backward, p, dp, first, rows, width, stride);
}

void nk_attend(
    const float *queries, const float *keys, const float *values, const nk_run *runs, size_t count,
    size_t heads, size_t keyValueHeads, size_t width, float *scratch, float *out) {
  CALL(attend, queries, keys, values, runs, count, heads, keyValueHeads, width, scratch, out);
}

void nk_matrix_rows(const float *w, const float *x, float *y, size_t rows, size_t n, size_t k) {
  CALL(matrix_rows, w, x, y, rows, n, k);
}

float nk_dot(const float *a, const float *b, size_t n) { return CALL(dot, a, b, n); }

void nk_add_scaled(float a, const float *x, float *y, size_t n) { CALL(add_scaled, a, x, y, n); }

float nk_log_sum_exp(const float *x, size_t n) { return CALL(log_sum_exp, x, n); }

void nk_scaled_exp(float *x, float shift, float scale, size_t n) {
  CALL(scaled_exp, x, shift, scale, n);
}

void nk_adamw(
    float *weights, const float *gradient, float *first, float *second, size_t n, float scale,
    float rate, float beta1, float beta2, float epsilon, float decay, float correction1,
    float correction2) {
  CALL(
      adamw, weights, gradient, first, second, n, scale, rate, beta1, beta2, epsilon, decay,
      correction1, correction2);
}
