// The part of libcurl that davit uses, loaded when it is first needed: linking it would cost every command several
// milliseconds of start-up, and would stop davit from starting at all where libcurl isn't installed.
//
// The functions and the numbers of their options are libcurl's stable interface (soname 4), declared here so that
// building needs no header of it. None of these may be called before ccurl_load has returned 1.
#ifndef DAVIT_CCURL_H
#define DAVIT_CCURL_H

#include <stddef.h>
#include <stdint.h>

/// Loads the library of that name and initialises it; returns 1 on success, else 0 with the loader's reason in
/// `message`. Not to be called by two threads at once.
int ccurl_load(const char *name, char *message, size_t room);

typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_watcher)(void *context, int64_t total, int64_t now, int64_t upload_total, int64_t upload_now);

void *ccurl_new(void);
void ccurl_free(void *handle);

/// Forgets all options; open connections are kept for the next request.
void ccurl_reset(void *handle);

int ccurl_set_number(void *handle, int option, long value);
int ccurl_set_text(void *handle, int option, const char *value);
int ccurl_set_pointer(void *handle, int option, const void *value);
int ccurl_set_body_receiver(void *handle, ccurl_receiver receiver, void *context);
int ccurl_set_header_receiver(void *handle, ccurl_receiver receiver, void *context);
int ccurl_set_watcher(void *handle, ccurl_watcher watcher, void *context);

/// Runs the request to its end. A connection that the peer has closed can't end the process by SIGPIPE.
int ccurl_perform(void *handle);

long ccurl_number(void *handle, int info);
const char *ccurl_words(int code);
const char *ccurl_version(void);

void *ccurl_list_append(void *list, const char *text);
void ccurl_list_free(void *list);

enum {
    CCURL_OPTION_URL = 10002,
    CCURL_OPTION_PROXY = 10004,
    CCURL_OPTION_ERROR_BUFFER = 10010,
    CCURL_OPTION_POST_FIELDS = 10015,
    CCURL_OPTION_USER_AGENT = 10018,
    CCURL_OPTION_LOW_SPEED_LIMIT = 19,
    CCURL_OPTION_LOW_SPEED_TIME = 20,
    CCURL_OPTION_HTTP_HEADER = 10023,
    CCURL_OPTION_CERTIFICATE = 10025,
    CCURL_OPTION_TLS_VERSION = 32,
    CCURL_OPTION_CUSTOM_REQUEST = 10036,
    CCURL_OPTION_NO_PROGRESS = 43,
    CCURL_OPTION_NO_BODY = 44,
    CCURL_OPTION_FOLLOW_LOCATION = 52,
    CCURL_OPTION_POST_FIELD_SIZE = 60,
    CCURL_OPTION_VERIFY_PEER = 64,
    CCURL_OPTION_CA_FILE = 10065,
    CCURL_OPTION_VERIFY_HOST = 81,
    CCURL_OPTION_KEY = 10087,
    CCURL_OPTION_CA_FOLDER = 10097,
    CCURL_OPTION_NO_SIGNAL = 99,
    CCURL_OPTION_CONNECT_TIMEOUT_MS = 156,
    CCURL_OPTION_NO_PROXY = 10177,
    CCURL_OPTION_PROTOCOLS = 181,
    CCURL_OPTION_PATH_AS_IS = 234,
    CCURL_OPTION_SUPPRESS_CONNECT_HEADERS = 265,

    CCURL_INFO_OS_ERRNO = 0x200000 + 25,

    CCURL_PROTOCOLS_HTTP_AND_HTTPS = 3,
    CCURL_TLS_1_2 = 6,
};

#endif
