// For the thread sanitizer, loaded before a test: the slow path of Swift's Mutex, where a lock is
// contended, in a form that the sanitizer can follow. The one of the standard library (Linux) is a
// futex that the kernel hands over, which it does not see: it would report every value that two
// threads share under such a lock.
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

#define SWIFT(name) __attribute__((swiftcall)) __asm__("$s15Synchronization12_MutexHandleV" name)

// _lockSlow(UInt32): the handle holds the number of the thread that has the lock, or 0.
void lock(uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *handle)
    SWIFT("9_lockSlowyys6UInt32VF");

__attribute__((swiftcall)) void lock(
    uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *handle) {
  for (uint32_t free = 0; !atomic_compare_exchange_weak(handle, &free, thread); free = 0) {
    sched_yield();
  }
  if (__tsan_acquire) __tsan_acquire((void *)handle);
}

// _unlockSlow()
void unlock(__attribute__((swift_context)) _Atomic uint32_t *handle) SWIFT("11_unlockSlowyyF");

__attribute__((swiftcall)) void unlock(
    __attribute__((swift_context)) _Atomic uint32_t *handle) {
  if (__tsan_release) __tsan_release((void *)handle);
  atomic_store(handle, 0);
}
