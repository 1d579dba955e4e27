/*
 * A vendor's decoder against the reference's. FUZZ_VENDOR names its plug-in (vendor.h), FUZZ_KNOWN
 * a list of known differences (known.h), if there is one; without FUZZ_VENDOR it is the reference's
 * own plug-in, linked in. A difference that is not listed is a
 * property that failed; so are a crash and a read behind the stub.
 */
#include "../differ.h"
#include "../known.h"
#include "../property.h"
#include "../target.h"
#include "../vendors/own.h"
#include "../watch.h"

int LLVMFuzzerInitialize(int *count, char ***words);

static struct differ differ;
static struct known known;
static bool ready;

static void on_fault(enum difference kind, const char *detail)
{
    (void)fprintf(stderr, "property: the vendor's decoder: %s (%s)\n", difference_text(kind),
                  detail);
}

static void stop(const char *why)
{
    (void)fprintf(stderr, "vendor: %s\n", why);
    exit(2);
}

static void load(const char *path, struct vendor *vendor)
{
    char why[400];
    if (!vendor_load(path, vendor, why, sizeof why))
        stop(why);
    if (!vendor_instrumented(path))
        (void)fprintf(
            stderr,
            "vendor: warning: %s has no coverage: the fuzzer is blind to it. Build it with "
            "-fsanitize=fuzzer-no-link (clang) or afl-clang-fast\n",
            path);
}

int LLVMFuzzerInitialize(int *count, char ***words)
{
    const char *path = getenv("FUZZ_VENDOR"), *list = getenv("FUZZ_KNOWN");
    struct vendor vendor = {.interface = own_interface,
                            .name = own_name,
                            .decode = own_decode,
                            .fields = own_fields,
                            .encode = own_encode};
    char why[400];
    (void)count;
    (void)words;
    if (path != NULL && path[0] != '\0')
        load(path, &vendor);
    if (!differ_make(&differ, &vendor))
        stop("not enough memory");
    if (list != NULL && list[0] != '\0' && !known_open(&known, list, why, sizeof why))
        stop(why);
    watch_faults(&differ, on_fault);
    ready = true;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stub_input input;
    struct findings found;
    char place[STUB_PLACE];
    if (!ready)
        (void)LLVMFuzzerInitialize(NULL, NULL);
    if (!stub_input_read(data, size, &input))
        return TARGET_UNFIT;
    differ_stub(&differ, &input, &found);
    stub_place(&input, place);
    for (uint32_t i = 0; i < found.count; i++) {
        const struct finding *f = &found.finding[i];
        if (known_find(&known, place, f) != NULL)
            continue;
        (void)fprintf(stderr, "%s.%s: %s: %s\n", place, f->detail, difference_text(f->kind),
                      f->says);
        property(false, "the vendor's decoder does what the reference does");
    }
    return TARGET_DONE;
}
