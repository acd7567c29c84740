#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

enum {
    OPTION_WRITE_DATA = 10001,
    OPTION_WRITE_FUNCTION = 20011,
    OPTION_HEADER_DATA = 10029,
    OPTION_HEADER_FUNCTION = 20079,
    OPTION_XFERINFO_DATA = 10057,
    OPTION_XFERINFO_FUNCTION = 20219,
    GLOBAL_DEFAULT = 3,
};

static struct {
    int (*global_init)(long flags);
    void *(*easy_init)(void);
    void (*easy_cleanup)(void *handle);
    void (*easy_reset)(void *handle);
    int (*easy_setopt)(void *handle, int option, ...);
    int (*easy_getinfo)(void *handle, int info, ...);
    int (*easy_perform)(void *handle);
    const char *(*easy_strerror)(int code);
    const char *(*version)(void);
    void *(*slist_append)(void *list, const char *text);
    void (*slist_free_all)(void *list);
} curl;

int ccurl_load(const char *name, char *message, size_t room) {
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        snprintf(message, room, "%s", reason ? reason : "unknown reason");
        return 0;
    }
    const struct {
        const char *name;
        void **target;
    } functions[] = {
        {"curl_global_init", (void **)&curl.global_init},
        {"curl_easy_init", (void **)&curl.easy_init},
        {"curl_easy_cleanup", (void **)&curl.easy_cleanup},
        {"curl_easy_reset", (void **)&curl.easy_reset},
        {"curl_easy_setopt", (void **)&curl.easy_setopt},
        {"curl_easy_getinfo", (void **)&curl.easy_getinfo},
        {"curl_easy_perform", (void **)&curl.easy_perform},
        {"curl_easy_strerror", (void **)&curl.easy_strerror},
        {"curl_version", (void **)&curl.version},
        {"curl_slist_append", (void **)&curl.slist_append},
        {"curl_slist_free_all", (void **)&curl.slist_free_all},
    };
    for (size_t index = 0; index < sizeof functions / sizeof *functions; index++) {
        void *symbol = dlsym(library, functions[index].name);
        if (!symbol) {
            snprintf(message, room, "%s lacks %s", name, functions[index].name);
            return 0;
        }
        *functions[index].target = symbol;
    }
    int code = curl.global_init(GLOBAL_DEFAULT);
    if (code) snprintf(message, room, "%s can't be initialised: %s", name, curl.easy_strerror(code));
    return code == 0;
}

void *ccurl_new(void) { return curl.easy_init(); }
void ccurl_free(void *handle) { curl.easy_cleanup(handle); }
void ccurl_reset(void *handle) { curl.easy_reset(handle); }

int ccurl_set_number(void *handle, int option, long value) { return curl.easy_setopt(handle, option, value); }
int ccurl_set_text(void *handle, int option, const char *value) { return curl.easy_setopt(handle, option, value); }
int ccurl_set_pointer(void *handle, int option, const void *value) { return curl.easy_setopt(handle, option, value); }

int ccurl_set_body_receiver(void *handle, ccurl_receiver receiver, void *context) {
    int code = curl.easy_setopt(handle, OPTION_WRITE_FUNCTION, receiver);
    return code ? code : curl.easy_setopt(handle, OPTION_WRITE_DATA, context);
}

int ccurl_set_header_receiver(void *handle, ccurl_receiver receiver, void *context) {
    int code = curl.easy_setopt(handle, OPTION_HEADER_FUNCTION, receiver);
    return code ? code : curl.easy_setopt(handle, OPTION_HEADER_DATA, context);
}

int ccurl_set_watcher(void *handle, ccurl_watcher watcher, void *context) {
    int code = curl.easy_setopt(handle, OPTION_XFERINFO_FUNCTION, watcher);
    return code ? code : curl.easy_setopt(handle, OPTION_XFERINFO_DATA, context);
}

int ccurl_perform(void *handle) {
    // libcurl leaves SIGPIPE alone once it is told to use no signals, and its TLS library writes with plain write():
    // the signal is blocked in this thread for the time of the request, and taken off if it came.
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    int was_pending = sigismember(&pending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    int code = curl.easy_perform(handle);
    if (!was_pending) {
        const struct timespec now = {0, 0};
        while (sigtimedwait(&pipe_signal, NULL, &now) == SIGPIPE) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return code;
}

long ccurl_number(void *handle, int info) {
    long value = 0;
    return curl.easy_getinfo(handle, info, &value) == 0 ? value : 0;
}

const char *ccurl_words(int code) { return curl.easy_strerror(code); }
const char *ccurl_version(void) { return curl.version(); }
void *ccurl_list_append(void *list, const char *text) { return curl.slist_append(list, text); }
void ccurl_list_free(void *list) { curl.slist_free_all(list); }
