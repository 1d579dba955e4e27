# clusapi-cts: `make help` prints the targets.
# V picks a variant (asan, windows, …): its objects and products live in build/$V, the default's in build.

VERSION := 1.0
V       ?=
B       := build$(if $(V),/$(V))
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wshadow $(if $(CI),-Werror)
STD     := -std=c11 -fPIC -fvisibility=hidden
INC     := -Ispec -Iref/include -Iref -Iconformance -Ifuzz
ROOMS   := base script subject endpoint judge run out saved model explore fuzz explain discover shrink   # of the suite
PARTS   := spec ref/core ref/wire ref/api ref/server conformance $(ROOMS:%=conformance/%)

# -- variants, as data ---------------------------------------------------------------------------
SANITIZE      := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_asan    := $(SANITIZE)
CC_libfuzzer  := clang-14
FLAGS_libfuzzer := $(SANITIZE) -fsanitize=fuzzer-no-link
CC_afl        := afl-clang-fast
FLAGS_afl     := $(SANITIZE)
CC_clangasan  := clang-19
FLAGS_clangasan := $(SANITIZE) -fno-sanitize=function   # a vendor's functions are called by the shape of their parameters
CC_integer    := clang-19
PURE_integer  := -fsanitize=integer,implicit-conversion,nullability -fno-sanitize-recover=all \
                 -fsanitize-ignorelist=tools/gates/integer-ignorelist
LINK_integer  := -fsanitize=integer
CC_msan       := clang-19
FLAGS_msan    := -O1 -fsanitize=memory -fsanitize-memory-track-origins -fno-sanitize-recover=all -fno-omit-frame-pointer
# coverage and mcdc count in the pure folders; a case's child writes its counters (tools/measure)
FLAGS_coverage := -O0 -fno-inline
PURE_coverage  := --coverage
LINK_coverage  := --coverage
CASE_coverage  := -Wl,--wrap=execute $(B)/obj/tools/measure/dump_gcov.o
CC_mcdc        := clang-19
FLAGS_mcdc     := -O0
PURE_mcdc      := -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc
LINK_mcdc      := -fprofile-instr-generate
CASE_mcdc      := -Wl,--wrap=execute $(B)/obj/tools/measure/dump_llvm.o
FLAGS_inject  := -O1 -fsanitize=address -fno-omit-frame-pointer -fno-optimize-sibling-calls   # a call's site is told by its frame
INJECTED_inject := $(B)/obj/tools/inject/site.o $(B)/obj/tools/inject/wrapped.o
LINK_inject   := @tools/inject/wrapped
CC_windows    := x86_64-w64-mingw32-gcc
AR_windows    := x86_64-w64-mingw32-ar
THREADS       := $(if $(filter windows,$(V)),,-pthread)
FLAGS_windows := -D_WIN32_WINNT=0x0601 -D__USE_MINGW_ANSI_STDIO=1
CC            := $(or $(CC_$(V)),$(if $(filter default,$(origin CC)),gcc,$(CC)))
AR            := $(or $(AR_$(V)),ar)
EXE           := $(if $(filter windows,$(V)),.exe)
ALL_FLAGS     := $(STD) $(WARN) $(INC) $(CFLAGS) $(THREADS) $(FLAGS_$(V))

# -- what is where: a wildcard per folder; *_test.c are unit tests, main.c a program, *_win.c and *_posix.c for one system only
OTHER   := $(if $(filter windows,$(V)),%_posix.c,%_win.c)
sources  = $(filter-out %_test.c %/main.c $(OTHER),$(wildcard $(1)/*.c)) $(wildcard $(1)/*.S)
objects  = $(patsubst %.S,$(B)/obj/%.o,$(patsubst %.c,$(B)/obj/%.o,$(1)))
TESTS  := $(wildcard $(addsuffix /*_test.c,$(PARTS) fuzz))
FOLDERS := $(sort $(dir $(foreach d,spec ref conformance fuzz tools,$(wildcard $d/*.c $d/*/*.c $d/*/*/*.c))) fuzz/mutator/)
RESULTS := build/results
$(shell mkdir -p $(RESULTS) $(FOLDERS:%=$(B)/obj/%) $(FOLDERS:%=$(B)/test/%) $(addprefix $(B)/,innocent vendors) build/fuzz/mutator build/fuzz/$(or $(V),plain)/bare)

.SECONDARY:
.PHONY: built unit-programs trace-test certify-so $(shell sed -n 's/^\([a-z-]*\):.*\#\#.*/\1/p' $(firstword $(MAKEFILE_LIST)))   # and all that `make help` prints
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
	$(CC) $(ALL_FLAGS) -shared $^ $(SHARED_$(V)) $(LINK_$(V)) -o $@
$(B)/libclusapi.a: $(LIBRARY)
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/obj/ref/api/default_fixture.o: spec/two-node.fixture
$(B)/obj/ref/api/%.o: EXTRA := -DCLUSAPI_BUILD

# -- the reference server, where there is poll(2); programs ------------------------------------------------
all: $(if $(filter windows,$(V)),,$(B)/clusd)
$(addprefix $(B)/,clusd trace seeds triage stubs bench vendor-survey$(EXE)): $(B)/libcts.a   # a program: objects, then archives
	$(CC) $(ALL_FLAGS) $(filter %.o,$^) $(filter-out $<,$(filter %.a,$^)) $< $(LINK_$(V)) -o $@
$(B)/clusd: $(B)/obj/ref/server/main.o $(INJECTED_$(V))

$(B)/obj/ref/core/%.o $(B)/obj/ref/wire/%.o: EXTRA := $(PURE_$(V))
$(B)/obj/%.o: %.c
	$(CC) $(ALL_FLAGS) $(EXTRA) -MMD -MP -c $< -o $@

$(B)/obj/%.o: %.S
	$(CC) $(ALL_FLAGS) $(EXTRA) -c $< -o $@

$(B)/test/fuzz/%: $(B)/obj/fuzz/%.o $(B)/libfuzz.a $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ -lcmocka $(LINK_$(V)) -o $@

$(B)/test/%: $(B)/obj/%.o $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $< $(B)/libcts.a -lcmocka $(LINK_$(V)) -o $@

UNIT := $(patsubst %.c,$(B)/test/%,$(TESTS))
unit-programs: $(UNIT)
unit: $(UNIT)                                ## unit tests of the pure heart and the readers
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

$(B)/trace: $(B)/obj/tools/trace.o

trace: $(B)/trace                            ## clause -> where the reference decides it -> its cases; each is broken by a fault
	@$< $(CONTENT) $$(find conformance/cases -name '*.cases') $$(find ref -name '*.[ch]') >$<.txt; s=$$?; cat $<.txt; [ $$s -eq 0 ]
	@$(PYTHON) conformance/faults/covered.py <$(B)/trace.txt

trace-test: $(B)/trace
	@sh tools/trace_test.sh $<
unit: | trace-test

# -- clus-cts: the register and all cases, each under its own name, are built in --------------------
CASES   := $(wildcard conformance/cases/*/*.cases)
$(B)/suite.txt: $(CONTENT) $(CASES) $(dir $(CASES))
	@for f in $(sort $(filter-out %/,$^)); do printf '\nfile %s\n' $$f; cat $$f; done >$@
$(B)/background.txt: conformance/explain/background.sh $(wildcard ref/*/*.[ch]) spec/methods-served $(wildcard conformance/known/* fuzz/known/*)
	@sh $^ >$@
$(B)/obj/conformance/script/suite_text.o: EXTRA := -DSUITE_TEXT='"$(B)/suite.txt"' -DBACKGROUND_TEXT='"$(B)/background.txt"' -DVERSION='"$(VERSION)"'
$(B)/obj/conformance/script/suite_text.o: $(B)/suite.txt $(B)/background.txt
$(B)/obj/conformance/out/html_text.o: $(wildcard conformance/html/report.*)

LINK_windows := $(SHARED_windows)
all: $(B)/clus-cts$(EXE)
$(B)/clus-cts$(EXE): $(B)/obj/conformance/main.o $(filter %.o,$(CASE_$(V))) $(INJECTED_$(V)) $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ $(filter-out %.o,$(CASE_$(V))) $(LINK_$(V)) -o $@

$(B)/cli_subject.so: conformance/cli/subject.c
	$(CC) $(ALL_FLAGS) -shared $< -o $@

# -- vendors to try the suite on: correct ones that it must not accuse, and faults that it must find --
VENDORS := $(patsubst conformance/innocent/%_habits.c,%,$(wildcard conformance/innocent/*_habits.c))
VENDOR  := $(filter-out %_habits.c,$(wildcard conformance/innocent/*.c))

$(B)/innocent/%.so: conformance/innocent/%_habits.c $(VENDOR) conformance/innocent/vendor.h
	$(CC) $(ALL_FLAGS) -shared $< $(VENDOR) -o $@

$(B)/faults.so: $(wildcard conformance/faults/*.[ch]) $(B)/libclusapi.so
	$(CC) $(ALL_FLAGS) -shared $(filter %.c,$^) -Wl,--no-as-needed -L$(B) -l:libclusapi.so -Wl,-rpath,'$$ORIGIN' -o $@

innocent: $(B)/clus-cts $(VENDORS:%=$(B)/innocent/%.so)   ## correct vendors with other readings: none may be accused
	@sh conformance/innocent/innocent.sh $(RESULTS) $^

faults: $(B)/clus-cts $(B)/faults.so $(B)/clusd   ## one fault at a time: each must be found, and no other clause accused
	@sh conformance/faults/faults.sh $^ '$(or $(ONLY),*)' $(or $(SAMPLE),1)
shrink-faults: $(B)/clus-cts $(B)/faults.so $(SHARED)   ## what is found in each fault, or each SAMPLE-th, shrunk to a case and a C program that still show it
	@sh conformance/shrink/shrink_test.sh $^ $(B)/shrink '$(or $(ONLY),*)' $(or $(SAMPLE),1)
discover-test: $(B)/clus-cts $(B)/clusd $(B)/libclusapi.so $(VENDORS:%=$(B)/innocent/%.so)   ## what is discovered in the reference and in innocent vendors is what they serve
	@sh conformance/discover/discover_test.sh $(wordlist 1,3,$^) $(B)/discover $(wordlist 4,99,$^)
faults-sample:                               ## every 20th fault alone
	@$(MAKE) --no-print-directory faults SAMPLE=20

# -- the explorer: every sequence of calls up to a length, the reference beside the model ------------
explored  = $(B)/clus-cts explore ref $(1) >$(RESULTS)/explore-$(2).txt; s=$$?; cat $(RESULTS)/explore-$(2).txt; exit $$s
explore-small: $(B)/clus-cts                 ## every sequence of 4 calls over the whole alphabet, of 6 over the core
	@$(call explored,--depth 4,small)
	@$(call explored,--alphabet core --depth 6,small-core)
explore: $(B)/clus-cts                       ## every sequence of 6 calls over the whole alphabet, of 8 over the core
	@$(call explored,--depth 6,whole)
	@$(call explored,--alphabet core --depth 8,core)
explore-faults: $(B)/clus-cts $(B)/faults.so ## by itself the explorer finds each fault that its alphabet can show
	@sh conformance/faults/explore.sh $^ '$(or $(ONLY),*)' $(RESULTS)/explore-faults.txt

wire-faults: $(B)/clus-cts $(B)/clusd        ## servers that each break one thing on the wire: each must be found, and what is found shrunk
	@sh conformance/faults/wire.sh $^
	@sh conformance/shrink/shrink_wire_test.sh $^ $(B)/shrink-wire

wire-test: $(B)/clus-cts $(B)/clusd          ## endpoints and programs that cannot be judged or mean no good, cases that slip, decode
	@sh conformance/endpoint/wire_test.sh $^
	@python3 -B conformance/endpoint/hostile_test.py $^

fuzz-live: $(B)/clus-cts $(B)/clusd           ## clus-cts fuzz: servers that one sequence breaks must be found, clusd must not
	@sh conformance/fuzz/fuzz_test.sh $^

wire-relay: $(B)/clus-cts $(B)/clusd         ## the wire cases through Samba's RPC client
	@sh tools/relay_test.sh $^ tools/relay

# -- fuzz targets: build/fuzz/ENGINE/TARGET, for each file of fuzz/targets ----------------------------
# ENGINE is libfuzzer or afl (V of that name), else the plain reproducer: plain, or asan with V=asan.
F       := build/fuzz/$(or $(V),plain)
TARGETS := $(patsubst fuzz/targets/%.c,%,$(wildcard fuzz/targets/*.c))
PROGRAMS := fuzz/reproduce.c fuzz/seeds.c fuzz/mutator.c fuzz/triage.c
LINK_FUZZ_libfuzzer := -fsanitize=fuzzer
LINK_FUZZ_afl       := -fsanitize=fuzzer
FUZZ_MAIN := $(if $(LINK_FUZZ_$(V)),,$(B)/obj/fuzz/reproduce.o)
MUTATES   := $(if $(filter libfuzzer,$(V)),$(B)/obj/fuzz/mutator/%.o)
$(B)/libfuzz.a: $(call objects,$(filter-out $(PROGRAMS),$(call sources,fuzz)))
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/obj/fuzz/mutator/%.o: fuzz/mutator.c
	$(CC) $(ALL_FLAGS) -DFUZZ_TARGET='"$*"' -MMD -MP -c $< -o $@
define link-target
	$(CC) $(ALL_FLAGS) $(LINK_FUZZ_$(V)) $^ $(LINK_$*) $(LINK_$(V)) -o $@
endef
$(F)/bare/%: $(B)/obj/fuzz/targets/%.o $(FUZZ_MAIN) $(B)/libfuzz.a $(B)/libcts.a   # without our mutator
	$(link-target)
$(F)/%: $(B)/obj/fuzz/targets/%.o $(MUTATES) $(FUZZ_MAIN) $(B)/libfuzz.a $(B)/libcts.a
	$(link-target)
build/fuzz/mutator/%.so: build/obj/fuzz/mutator/%.o build/libfuzz.a build/libcts.a  # for AFL_CUSTOM_MUTATOR_LIBRARY
	$(CC) $(ALL_FLAGS) -shared $^ -o $@
targets: $(TARGETS:%=$(F)/%)                 ## the fuzz targets as reproducers; V=libfuzzer, V=afl: for an engine

# Planted bugs: ENGINE=, MUTATOR=, BUG=, RUNS=, LIMIT= and FRESH= choose what fuzz/planted/bench.py runs.
BENCH_FUZZ := $(TARGETS:%=build/fuzz/mutator/%.so) corpus
fuzz-bench: $(BENCH_FUZZ)                    ## are the planted bugs found, how soon, on which engine; takes hours
	@$(MAKE) --no-print-directory V=libfuzzer targets >build/planted.log
	@$(MAKE) --no-print-directory V=afl targets >build/planted.log 2>&1
	@$(PYTHON) fuzz/planted/bench.py $(foreach o,ENGINE MUTATOR BUG RUNS LIMIT FRESH,$(if $($o),$o='$($o)'))
fuzz-bench-ci: $(BENCH_FUZZ)                 ## every planted bug must be found by libFuzzer within 60 CPU seconds
	@$(MAKE) --no-print-directory V=libfuzzer targets >build/planted.log
	@$(PYTHON) fuzz/planted/bench.py ENGINE=libfuzzer MUTATOR=with RUNS=3 FRESH=1 DEMAND=1
oss-fuzz:                                    ## build.sh by hand, as OSS-Fuzz runs it, then every target
	@sh fuzz/oss-fuzz/check.sh build/oss

# The corpus comes out of the conformance run, and out of what was found and kept as text.
CORPUS := build/corpus
$(B)/seeds: $(B)/obj/fuzz/seeds.o $(B)/libfuzz.a
corpus: $(B)/seeds                           ## build/corpus: the targets' first inputs, from the conformance run
	@rm -rf $(CORPUS)
	@$< $(CORPUS) $(wildcard fuzz/regressions/*/*.case fuzz/regressions/*/*.cases)

SECONDS := 20
MUTATED := $(filter request reply roundtrip vendor pdu rpc api,$(TARGETS))
fuzz: corpus                                 ## libFuzzer with ASan and UBSan: every target for SECONDS=20
	@$(MAKE) --no-print-directory V=libfuzzer targets
	@$(PYTHON) fuzz/run.py libfuzzer $(SECONDS) $(TARGETS)
fuzz-afl: corpus $(MUTATED:%=build/fuzz/mutator/%.so)   ## AFL++ with ASan and UBSan: every target for SECONDS=20
	@$(MAKE) --no-print-directory V=afl targets
	@$(PYTHON) fuzz/run.py afl $(SECONDS) $(TARGETS)
fuzz-replay: corpus                          ## the corpus through every target under ASan and UBSan
	@$(MAKE) --no-print-directory V=asan targets
	@for t in $(TARGETS); do mkdir -p $(CORPUS)/$$t; build/fuzz/asan/$$t $(CORPUS)/$$t || exit 1; done
fuzz-valgrind: corpus targets                ## the same under valgrind
	@for t in $(TARGETS); do mkdir -p $(CORPUS)/$$t; \
	  valgrind -q --error-exitcode=9 $(F)/$$t $(CORPUS)/$$t || exit 1; done
# -- any vendor's decoder beside the reference: fuzz/vendor.h ----------------------------------------
# vendors/own.o is the reference's plug-in with its functions named own_…, to be linked rather than loaded.
$(B)/obj/fuzz/vendors/own.o: fuzz/vendors/reference.c
	$(CC) $(ALL_FLAGS) -DVENDOR_EXPORT= $(foreach f,interface name decode fields encode,-Dvendor_$f=own_$f) -MMD -MP -c $< -o $@
$(B)/libfuzz.a: $(B)/obj/fuzz/vendors/own.o
$(B)/vendors/broken.so $(B)/vendors/broken.dll: $(B)/obj/fuzz/vendors/own.o
$(B)/vendors/samba.so: $(B)/obj/fuzz/vendors/samba_library.o $(B)/obj/fuzz/vendors/samba_print.o
DIFFER := $(call objects,$(filter-out $(OTHER),$(wildcard $(addprefix fuzz/,differ*.c fields.c guard*.c input.c known.c vendor_*.c watch*.c))))
$(B)/vendors/%.so $(B)/vendors/%.dll: $(B)/obj/fuzz/vendors/%.o $(B)/obj/fuzz/fields.o $(B)/libcts.a
	$(CC) $(ALL_FLAGS) -shared $(filter %.o,$^) $(filter %.a,$^) $(SHARED_$(V)) -o $@
SURVEY := $(patsubst %.c,$(B)/obj/%.o,$(filter-out $(OTHER),$(wildcard fuzz/survey/*.c)))
$(B)/vendor-survey$(EXE): $(SURVEY) $(DIFFER)
samba-survey: $(B)/vendor-survey $(B)/vendors/samba.so   ## Samba's decoder beside the reference, over generated stubs and their mutations
	@sh fuzz/vendors/samba_survey.sh $^ $(RESULTS)/samba.txt
fuzz-vendor: corpus                          ## the plug-in FUZZ_VENDOR=FILE beside the reference, fuzzed for SECONDS; FUZZ_KNOWN=FILE lists what is known
	@$(MAKE) --no-print-directory V=libfuzzer build/fuzz/libfuzzer/vendor
	@sh fuzz/vendors/fuzz_vendor.sh build/fuzz/libfuzzer/vendor '$(FUZZ_VENDOR)' $(SECONDS) $(FUZZ_KNOWN)
fuzz-samba: $(B)/vendors/samba.so            ## the same for Samba's decoder
	@$(MAKE) --no-print-directory fuzz-vendor FUZZ_VENDOR=$< FUZZ_KNOWN=fuzz/known/samba-4.17
vendor-windows: build/wine/system.reg corpus      ## vendor-survey.exe loads a DLL of the reference's decoder, and a broken one, under Wine
	@$(MAKE) --no-print-directory V=windows build/windows/vendor-survey.exe build/windows/vendors/reference.dll build/windows/vendors/broken.dll
	@sh fuzz/vendors/vendor_windows.sh build/windows '$(WINE)' $(CORPUS)
vendor-test: $(B)/vendor-survey $(B)/vendors/reference.so $(B)/vendors/broken.so $(F)/vendor   ## the plug-in interface: nothing is found in the reference, each fault in a broken decoder is
	@sh fuzz/vendors/vendor_test.sh $^

# build/triage REPRODUCER FILE: the shortest input that still fails, what it means, a case
$(B)/triage: $(B)/obj/fuzz/triage.o $(B)/libfuzz.a
triage-test: $(B)/triage $(B)/clus-cts $(B)/obj/fuzz/reproduce.o | $(B)/seeds   ## planted crashes become short cases
	@CC='$(CC)' FLAGS='$(ALL_FLAGS)' sh fuzz/triage_test/test.sh $(B)/triage $(B)/clus-cts $(B)/obj/fuzz/reproduce.o $(B)/libfuzz.a $(B)/libcts.a

# -- verdicts: each run is kept in build/results for the report ------------------------------------
save     = --save $(RESULTS)/$(1) --json $(RESULTS)/$(1).json
built: $(B)/clus-cts $(SHARED)
certify: built certify-so                    ## judge the built-in reference, and the same as a shared object
	$(B)/clus-cts run ref $(call save,ref)
certify-so: built
	@$(B)/clus-cts run dll:$(SHARED) --profile strict $(call save,so) >$(RESULTS)/so.txt \
	  || { cat $(RESULTS)/so.txt; exit 1; }
	@echo "$(SHARED): $$(tail -n 1 $(RESULTS)/so.txt)"

certify-rpc: $(B)/clus-cts $(B)/clusd $(SHARED)   ## clusd over TCP, by the protocol and by the API: a port for each cluster
	@sh conformance/run/certify_rpc.sh $^ $(RESULTS)

WINE := WINEPREFIX=$(CURDIR)/build/wine WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= /usr/lib/wine/wine64
windows:                                     ## clus-cts.exe and clusapi.dll, cross-built
	@$(MAKE) --no-print-directory V=windows all
build/wine/system.reg:
	@$(WINE) cmd /c exit >/dev/null 2>&1
certify-windows: windows build/wine/system.reg   ## our clusapi.dll, judged by clus-cts.exe under Wine
	$(WINE) build/windows/clus-cts.exe run dll:build/windows/clusapi.dll --profile strict $(call save,windows) </dev/null
certify-wine: windows build/wine/system.reg      ## the clusapi.dll that Wine brings, against what is known of it; what is found shrunk to C programs
	$(WINE) build/windows/clus-cts.exe run dll:clusapi.dll --known conformance/known/wine-8.0 $(call save,wine) </dev/null
	@sh conformance/shrink/shrink_windows.sh build/windows '$(WINE)' build/shrink-windows $(B)/shrink

# -- tests ------------------------------------------------------------------------------------------
clusd-test: $(B)/clusd                       ## clusd over real sockets: bad peers, limits, foreign clients where installed
	@sh ref/server/clusd_test.sh $<
check: all pure unit trace certify innocent faults-sample explore-small cli certificate-test ids clusd-test wire-test wire-faults certify-rpc fuzz-replay vendor-test fuzz-live triage-test tutorial-test discover-test   ## the tests
	@echo "check: all passed"
tutorial-test: $(B)/clus-cts                 ## what the tutorial's pages say is so: its commands, its changes to the toy, what is printed
	@$(PYTHON) conformance/tutorial/tutorial_test.py $< $(RESULTS)/tutorial.json conformance/tutorial/README.md $(wildcard conformance/tutorial/[!R]*.md) CONTRIBUTING.md README.md
html-test: $(B)/clus-cts $(B)/faults.so       ## the HTML report in headless Chromium, beside the JSON of the same run
	@$(PYTHON) conformance/html/report_test.py $^ $(B)/html $(RESULTS)/html.json
cli: $(B)/clus-cts $(B)/cli_subject.so       ## the command line, its errors, its outputs in stock readers
	@sh conformance/cli_test.sh $^ $(B)/cli
certificate-test: $(B)/clus-cts $(B)/clusd $(B)/libclusapi.so $(B)/cli_subject.so $(VENDORS:%=$(B)/innocent/%.so)   ## saved runs add up or are refused; stock readers; what users of other suites complain about
	@$(PYTHON) conformance/saved/certificate_test.py $< $(B)/libclusapi.so $(B)/innocent/small.so $(B)/clusd $(B)/certificate
	@$(PYTHON) conformance/run/complaints_test.py $< $(B)/libclusapi.so $(B)/cli_subject.so $(B)/complaints $(addprefix $(B)/innocent/,clobbering.so counting.so small.so)
ids: $(B)/clus-cts                           ## no id of a case or clause vanishes without being retired
	@$(PYTHON) tools/ids $<
asan:                                        ## the unit tests, and clusd and clus-cts with bad peers, under ASan and UBSan
	@$(MAKE) --no-print-directory V=asan unit clusd-test wire-test
$(B)/inject-%: $(B)/obj/tools/inject/%.o $(INJECTED_$(V)) $(B)/libcts.a
	$(CC) $(ALL_FLAGS) $^ $(LINK_$(V)) -o $@
inject: $(B)/faults.so                       ## each call that allocates, writes, reads, accepts or forks fails once: an error, no leak, no lost handle; SAMPLE=4: known calls in every 4th trial
	@$(MAKE) --no-print-directory V=inject $(addprefix build/inject/,clus-cts clusd inject-client inject-planted)
	@$(PYTHON) tools/inject/inject.py $(RESULTS)/inject.json
SWEEPS := $(patsubst %.c,$(B)/test/%,$(wildcard ref/server/sweep_*_test.c))
memcheck: $(SWEEPS)                          ## the sweeps of bad input under valgrind, every 41st trial
	@for t in $^; do echo $$t; SWEEP_STEP=41 valgrind -q --error-exitcode=1 --leak-check=full $$t >$(B)/memcheck.txt 2>&1 \
	  || { cat $(B)/memcheck.txt; exit 1; }; done
check-all: check header asan memcheck faults shrink-faults explore explore-faults certify-windows certify-wine check-peers wire-relay fuzz-valgrind samba-survey vendor-windows html-test     ## everything, the slow tests too
	@echo "check-all: all passed"

ambiguities: $(B)/clus-cts                   ## build/ambiguities.md: every open question, for those who write the documents
	$(B)/clus-cts explain ambiguities >build/ambiguities.md

# -- others: foreign clients and decoders; speed -----------------------------------------------------
PYTHON := /usr/bin/python3 -B
$(B)/stubs: $(B)/obj/tools/peers/stubs.o
check-peers: $(B)/clusd $(B)/clus-cts $(B)/stubs   ## rpcclient, python3-samba, ndrdump and tshark meet clusd and the codec
	@$(PYTHON) tools/peers/check.py $(B)
$(B)/bench: $(patsubst %.c,$(B)/obj/%.o,$(wildcard tools/bench/*.c))
$(F)/empty: $(B)/obj/tools/bench/fuzz/empty.o
	$(link-target)
bench: $(B)/clusd $(B)/bench corpus $(MUTATED:%=build/fuzz/mutator/%.so)   ## what decoding, calls, handles, connections and fuzz targets cost, beside their limits
	@for v in libfuzzer afl; do $(MAKE) --no-print-directory V=$$v targets build/fuzz/$$v/empty || exit 1; done
	@$(PYTHON) tools/bench/bench.py $(B) $(TARGETS)

# -- installing: the same files from every build; manual pages from --help and spec/notation.md ------
PREFIX  ?= /usr/local
DATA    := LICENSE README.md CONTRIBUTING.md ARCHITECTURE.md REPORT.md fuzz/README.md tools/relay $(wildcard conformance/tutorial/*) $(CONTENT) $(CASES) $(wildcard conformance/known/*) conformance/schema.json
man: $(B)/clus-cts $(B)/clusd                ## the manual pages
	@sh tools/install/manual.sh $(B) $(VERSION)
install: built man $(B)/libclusapi.a         ## into $(DESTDIR)$(PREFIX)
	@sh tools/install/install.sh $(B) $(DESTDIR)$(PREFIX) $(VERSION) $(PREFIX) $(DATA)
windows-zip: windows                         ## exe, dll, header, fixture and README for Windows, in one file
	@sh tools/install/windows_zip.sh build/clusapi-cts-windows.zip
install-test: $(B)/clus-cts                  ## what is installed works, its manual is well-formed, two builds are the same
	@sh tools/install/test.sh $(B)/install

# -- measured and analysed: tools/gate runs each tool and judges what it printed ----------------------
GATE := /usr/bin/python3 -B tools/gate
coverage:                                    ## 100 % lines and branches of ref/core and ref/wire; HTML in build/coverage/html
	@$(GATE) coverage
mcdc:                                        ## 100 % MC/DC of the same
	@$(GATE) mcdc
analyze:                                     ## gcc, clang-tidy, scan-build, cppcheck with MISRA, complexity, spelling: no finding
	@$(GATE) analyze
prove:                                       ## Frama-C: EVA finds no alarm and reaches every statement not listed; WP proves the contracts
	@$(GATE) prove
sanitize:                                    ## unit tests and cases under ASan, UBSan, clang's integer sanitizer, MSan, valgrind; SAMPLE=2: less of what takes longest
	@$(GATE) sanitize

mutate:                                      ## ref/core and ref/wire changed one place at a time: what notices? FILES='ref/core/*', SHARD=1/4
	@$(PYTHON) tools/mutate/mutate_test.py && $(PYTHON) tools/mutate/mutate --files '$(or $(FILES),*)' --shard $(or $(SHARD),1/1)
mutate-ci:                                   ## the same for a sample, the same each time
	@$(PYTHON) tools/mutate/mutate_test.py && $(PYTHON) tools/mutate/mutate --sample 500 --seed 1

compare: $(B)/clus-cts                       ## the saved runs of build/results side by side: compare.md and compare.html there
	@$< compare $(wildcard $(addprefix $(RESULTS)/,ref so rpc tcp windows wine innocent-*)) --markdown $(RESULTS)/compare.md --html $(RESULTS)/compare.html
report: $(B)/clus-cts                        ## assemble REPORT.md from build/results
	@tools/report >REPORT.md

clean:                                       ## remove build/
	rm -rf build

help:                                        ## print this
	@sed -n 's/^\([a-z-]*\):.*## */\1\t/p' Makefile | expand -t 16

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
