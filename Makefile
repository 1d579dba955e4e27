# clusapi-cts: `make help` prints the targets.
# V picks a variant (asan, windows, …): its objects and products live in build/$V, the default's in build.

V       ?=
B       := build$(if $(V),/$(V))
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wshadow $(if $(CI),-Werror)
STD     := -std=c11 -fPIC -fvisibility=hidden
INC     := -Ispec -Iref/include -Iref -Iconformance
PARTS   := spec ref/core ref/wire ref/api ref/server conformance

# -- variants, as data ---------------------------------------------------------------------------
FLAGS_asan    := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_coverage := -O0 -fno-inline
PURE_coverage  := --coverage
LINK_coverage  := --coverage
CASE_coverage  := -Wl,--wrap=execute $(B)/obj/tools/measure/dump_gcov.o
CC_mcdc        := clang-19
FLAGS_mcdc     := -O0
PURE_mcdc      := -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc
LINK_mcdc      := -fprofile-instr-generate
CASE_mcdc      := -Wl,--wrap=execute $(B)/obj/tools/measure/dump_llvm.o
CC_windows    := x86_64-w64-mingw32-gcc
AR_windows    := x86_64-w64-mingw32-ar
FLAGS_windows := -D_WIN32_WINNT=0x0601 -D__USE_MINGW_ANSI_STDIO=1
CC            := $(or $(CC_$(V)),$(if $(filter default,$(origin CC)),gcc,$(CC)))
AR            := $(or $(AR_$(V)),ar)
EXE           := $(if $(filter windows,$(V)),.exe)
ALL_FLAGS     := $(STD) $(WARN) $(INC) $(CFLAGS) $(FLAGS_$(V))

# -- what is where: a wildcard per folder; *_test.c are unit tests, main.c a program, *_win.c and *_posix.c for one system only
OTHER   := $(if $(filter windows,$(V)),%_posix.c,%_win.c)
sources  = $(filter-out %_test.c %/main.c $(OTHER),$(wildcard $(1)/*.c)) $(wildcard $(1)/*.S)
objects  = $(patsubst %.S,$(B)/obj/%.o,$(patsubst %.c,$(B)/obj/%.o,$(1)))
TESTS  := $(wildcard $(addsuffix /*_test.c,$(PARTS)))

.SECONDARY:
.PHONY: all built unit pure header trace trace-test innocent faults faults-sample certify certify-so certify-rpc certify-windows \
        certify-wine windows check asan check-all check-peers bench cli clusd-test wire-test wire-faults wire-relay \
        report ambiguities clean help
all: $(B)/libcts.a                     ## build everything
$(B)/libcts.a: $(call objects,$(foreach p,$(PARTS),$(call sources,$(p))))
	@rm -f $@
	$(AR) rcs $@ $^

# -- the reference as a library: the pure heart, its exported functions, the notation's reader ------
LIBRARY := $(call objects,$(foreach p,ref/core ref/wire ref/api,$(call sources,$(p)))) \
           $(patsubst %,$(B)/obj/spec/%.o,text span character document)
SHARED  := $(B)/$(if $(filter windows,$(V)),clusapi.dll,libclusapi.so)
SHARED_windows := -static -Wl,--no-insert-timestamp -lws2_32
all: $(SHARED) $(B)/libclusapi.a
$(SHARED): $(LIBRARY)
	$(CC) $(ALL_FLAGS) -shared $^ $(SHARED_$(V)) -o $@
$(B)/libclusapi.a: $(LIBRARY)
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/obj/ref/api/default_fixture.o: spec/two-node.fixture
$(B)/obj/ref/api/%.o: EXTRA := -DCLUSAPI_BUILD

# -- the reference server, where there is poll(2) ------------------------------------------------
all: $(if $(filter windows,$(V)),,$(B)/clusd)
$(B)/clusd: $(B)/obj/ref/server/main.o $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ -o $@

$(B)/obj/ref/core/%.o $(B)/obj/ref/wire/%.o: EXTRA := $(PURE_$(V))
$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_FLAGS) $(EXTRA) -MMD -MP -c $< -o $@

$(B)/obj/%.o: %.S
	@mkdir -p $(@D)
	$(CC) $(ALL_FLAGS) $(EXTRA) -c $< -o $@

$(B)/test/%: $(B)/obj/%.o $(B)/libcts.a
	@mkdir -p $(@D)
	$(CC) $(ALL_FLAGS) $< $(B)/libcts.a -lcmocka $(LINK_$(V)) -o $@

unit: $(patsubst %.c,$(B)/test/%,$(TESTS))   ## unit tests of the pure heart and the readers
	@for t in $^; do $$t || exit 1; done

pure:                                        ## ref/core and ref/wire include nothing but freestanding C
	@! grep -nE '^ *# *include *<' $$(ls ref/core/*.[ch] ref/wire/*.[ch] 2>/dev/null | grep -v _test) /dev/null \
	  | grep -vE '<(string|stdint|stddef|stdbool|limits|stdalign)\.h>'

HEADER_C   := -Wall -Wextra -Wpedantic -Wshadow -Werror -Iref/include -fsyntax-only ref/api/header_test.c
header:                                      ## clusapi.h as C and as C++, here and for Windows
	$(CC) -std=c11 $(HEADER_C)
	$(CXX) -std=c++11 -x c++ $(HEADER_C)
	$(CC_windows) -std=c11 $(HEADER_C)
	$(CC_windows) -std=c11 -include windows.h $(HEADER_C)
	clang-14 --target=x86_64-w64-mingw32 -std=c++11 -x c++ $(HEADER_C)

# -- the register against the reference and the cases ---------------------------------------------
CONTENT := $(wildcard spec/*.clauses spec/*.ambiguities spec/*.fixture spec/profiles spec/errors spec/constants spec/pages)

$(B)/trace: $(B)/obj/tools/trace.o $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ -o $@

trace: $(B)/trace                            ## clause -> where the reference decides it -> its cases
	@$< $(CONTENT) $$(find conformance/cases -name '*.cases') $$(find ref -name '*.[ch]')

trace-test: $(B)/trace
	@sh tools/trace_test.sh $<
unit: | trace-test

# -- clus-cts: the register and all cases, each under its own name, are built in --------------------
CASES   := $(wildcard conformance/cases/*/*.cases)
$(B)/suite.txt: $(CONTENT) $(CASES)
	@mkdir -p $(@D)
	@for f in $(sort $^); do printf '\nfile %s\n' $$f; cat $$f; done >$@
$(B)/obj/conformance/suite_text.o: EXTRA := -DSUITE_TEXT='"$(B)/suite.txt"'
$(B)/obj/conformance/suite_text.o: $(B)/suite.txt

LINK_windows := $(SHARED_windows)
all: $(B)/clus-cts$(EXE)
$(B)/clus-cts$(EXE): $(B)/obj/conformance/main.o $(filter %.o,$(CASE_$(V))) $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ $(filter-out %.o,$(CASE_$(V))) $(LINK_$(V)) -o $@

$(B)/cli_subject.so: conformance/cli/subject.c
	$(CC) $(ALL_FLAGS) -shared $< -o $@

# -- vendors to try the suite on: correct ones that it must not accuse, and faults that it must find --
VENDORS := $(patsubst conformance/innocent/%_habits.c,%,$(wildcard conformance/innocent/*_habits.c))
VENDOR  := $(filter-out %_habits.c,$(wildcard conformance/innocent/*.c))

$(B)/innocent/%.so: conformance/innocent/%_habits.c $(VENDOR) conformance/innocent/vendor.h
	@mkdir -p $(@D)
	$(CC) $(ALL_FLAGS) -shared $< $(VENDOR) -o $@

$(B)/faults.so: $(wildcard conformance/faults/*.[ch]) $(B)/libclusapi.so
	$(CC) $(ALL_FLAGS) -shared $(filter %.c,$^) -Wl,--no-as-needed -L$(B) -l:libclusapi.so -Wl,-rpath,'$$ORIGIN' -o $@

innocent: $(B)/clus-cts $(VENDORS:%=$(B)/innocent/%.so)   ## correct vendors with other readings: none may be accused
	@sh conformance/innocent/innocent.sh $^

faults: $(B)/clus-cts $(B)/faults.so         ## one fault at a time: each must be found, and no other clause accused
	@sh conformance/faults/faults.sh $^ '$(or $(ONLY),*)' $(or $(SAMPLE),1)
faults-sample:                               ## every 20th fault alone
	@$(MAKE) --no-print-directory faults SAMPLE=20

wire-faults: $(B)/clus-cts $(B)/clusd        ## servers that each break one thing on the wire: each must be found
	@sh conformance/faults/wire.sh $^

wire-test: $(B)/clus-cts $(B)/clusd          ## endpoints and programs that cannot be judged, cases that slip, decode
	@sh conformance/wire_test.sh $^

wire-relay: $(B)/clus-cts $(B)/clusd         ## the wire cases through Samba's RPC client
	@sh tools/relay_test.sh $^ tools/relay

# -- verdicts: each run is kept in build/results for the report ------------------------------------
RESULTS := build/results
save     = --save $(RESULTS)/$(1) --json $(RESULTS)/$(1).json
built:
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/clus-cts $(SHARED)
certify: built certify-so                    ## judge the built-in reference, and the same as a shared object
	$(B)/clus-cts run ref $(call save,ref)
certify-so: built
	@mkdir -p $(RESULTS)
	@$(B)/clus-cts run dll:$(SHARED) --profile strict $(call save,so) >$(RESULTS)/so.txt \
	  || { cat $(RESULTS)/so.txt; exit 1; }
	@echo "$(SHARED): $$(tail -n 1 $(RESULTS)/so.txt)"

certify-rpc: $(B)/clus-cts $(B)/clusd        ## clusd over TCP: every cluster of the fixture on a port of its own
	@mkdir -p $(RESULTS)
	@sh conformance/certify_rpc.sh $^ $(call save,rpc)

WINE := WINEPREFIX=$(CURDIR)/build/wine WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= /usr/lib/wine/wine64
windows:                                     ## clus-cts.exe and clusapi.dll, cross-built
	@$(MAKE) --no-print-directory V=windows all
build/wine/system.reg:
	@mkdir -p build $(RESULTS)
	@$(WINE) cmd /c exit >/dev/null 2>&1
certify-windows: windows build/wine/system.reg   ## our clusapi.dll, judged by clus-cts.exe under Wine
	$(WINE) build/windows/clus-cts.exe run dll:build/windows/clusapi.dll --profile strict $(call save,windows) </dev/null
certify-wine: windows build/wine/system.reg      ## the clusapi.dll that Wine brings, against what is known of it
	$(WINE) build/windows/clus-cts.exe run dll:clusapi.dll --known conformance/known/wine-8.0 $(call save,wine) </dev/null

# -- tests ------------------------------------------------------------------------------------------
clusd-test: $(B)/clusd                       ## clusd over real sockets: bad peers, limits, foreign clients where installed
	@sh ref/server/clusd_test.sh $<
check: all pure unit trace certify innocent faults-sample cli clusd-test wire-test wire-faults certify-rpc   ## the tests
	@echo "check: all passed"
cli: $(B)/clus-cts $(B)/cli_subject.so       ## the command line, its errors, its outputs in stock readers
	@sh conformance/cli_test.sh $^ $(B)/cli
asan:                                        ## the unit tests under ASan and UBSan
	@$(MAKE) --no-print-directory V=asan unit
check-all: check header asan faults certify-windows certify-wine check-peers     ## everything, the slow tests too
	@echo "check-all: all passed"

ambiguities: $(B)/clus-cts                   ## build/ambiguities.md: every open question, for those who write the documents
	$(B)/clus-cts explain ambiguities >build/ambiguities.md

# -- others: foreign clients and decoders; speed -----------------------------------------------------
PYTHON := /usr/bin/python3 -B
$(B)/stubs: $(B)/obj/tools/peers/stubs.o $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ -o $@
check-peers: $(B)/clusd $(B)/clus-cts $(B)/stubs   ## rpcclient, python3-samba, ndrdump and tshark meet clusd and the codec
	@$(PYTHON) tools/peers/check.py $(B)
$(B)/bench: $(patsubst %.c,$(B)/obj/%.o,$(wildcard tools/bench/*.c)) $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ -o $@
bench: $(B)/clusd $(B)/bench                 ## what decoding, calls, handles and connections cost, beside their limits
	@$(PYTHON) tools/bench/bench.py $(B)

report: $(B)/clus-cts                        ## assemble REPORT.md from build/results
	@tools/report >REPORT.md

clean:                                       ## remove build/
	rm -rf build

help:                                        ## print this
	@sed -n 's/^\([a-z-]*\):.*## */\1\t/p' Makefile | expand -t 16

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
