/* A clock of the day that is off by SHIFT seconds, and goes back by BACK seconds at each look.
 * All other clocks go on as they are: libfaketime changes the monotonic one, by which programs wait.
 *
 * cc -shared -fPIC -o clock.so clock.c; SHIFT=-3600 BACK=1 LD_PRELOAD=./clock.so date
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

int clock_gettime(clockid_t id, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    static long long looks;
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(id, time);
    if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) {
        char *shift = getenv("SHIFT"), *back = getenv("BACK");
        time->tv_sec += (shift ? atoll(shift) : 0) - (back ? atoll(back) : 0) * looks++;
    }
    return done;
}

int gettimeofday(struct timeval *restrict told, void *restrict zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    told->tv_sec = now.tv_sec;
    told->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
