/* Puts the wall clock of a program on by the seconds that a file says, while it runs: the program is started with
 * LD_PRELOAD=clock.so and SOAK_CLOCK=FILE, eight bytes of a signed number in the order of the machine. Clocks that only
 * count on are left alone, so that no timer jumps. libfaketime can't be used: it hangs where the allocator is jemalloc. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *seconds;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("SOAK_CLOCK");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *bytes = mmap(NULL, sizeof *seconds, PROT_READ, MAP_SHARED, file, 0);
    if (bytes != MAP_FAILED) seconds = bytes;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    int failed = (int)syscall(SYS_clock_gettime, clock, at);
    if (!failed && seconds && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += *seconds;
    return failed;
}
