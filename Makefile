# Two commands do everything on a new machine: `make run` and `make test`.

BUILD = swift build -c release --product espalier
FAST_C = C_FLAGS=-O2
UNDEFINED = undefined,float-cast-overflow
TRAPS = C_FLAGS='-fsanitize=$(UNDEFINED) -fsanitize-trap=$(UNDEFINED)'
FORMATTED = Package.swift Sources Tests Benchmarks Examples

.PHONY: run build test test-race fuzz soak examples python docs bench pocket claims lint format man \
  deps install uninstall

run: build  ## build, and open the home screen: Enter starts a search
	@$$(swift build -c release --show-bin-path)/espalier $(ARGS)

build: deps
	@$(BUILD)

PREFIX ?= /usr/local
MANUAL = .build/plugins/GenerateManual/outputs/espalier

install: build man  ## program, manual, completions, themes, samples below PREFIX (/usr/local)
	@.ci/install install "$$(swift build -c release --show-bin-path)" "$(DESTDIR)$(PREFIX)" $(MANUAL)

uninstall:  ## takes away what install put below PREFIX
	@.ci/install uninstall "$(DESTDIR)$(PREFIX)"

test: deps  ## all tests, those in a real terminal included
	$(FAST_C) swift test

# Sanitized: addresses in all of it, undefined behaviour in C and C++, for which Package.swift asks. The
# first fault ends the program, and the backtracer, which reads memory in the sanitizer's sight, has no say.
fuzz: deps  ## mutated inputs for every reader: SECONDS=600 in all, SEED=1, SANITIZED=1
	FUZZ_SECONDS=$(or $(SECONDS),600) FUZZ_SEED=$(or $(SEED),1) \
	  $(if $(SANITIZED),$(TRAPS) ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no,$(FAST_C)) \
	  swift test --filter '$(or $(FILTER),FuzzTests)' \
	  $(if $(SANITIZED),--scratch-path .build-sanitized --sanitize address)

soak: build  ## kill it 200 times while it records, trains and evaluates, press a million keys, watch memory for an hour: ROUNDS, KEYS, MINUTES
	@ROUNDS=$(or $(ROUNDS),200) .ci/soak

test-race: deps  ## the tests under the thread sanitizer; FILTER chooses some; SHORT=1 runs the program alone
	FILTER='$(FILTER)' SHORT=$(SHORT) .ci/race

examples: deps  ## build the example package, run a search of its own problem, read its log, ask about a search
	swift build --package-path Examples
	$$(swift build --package-path Examples --show-bin-path)/lights '110 100 000'
	$$(swift build --package-path Examples --show-bin-path)/lights Examples/lights.txt
	$$(swift build --package-path Examples --show-bin-path)/ask '1 3 4 6 → 24' 'N >= 10 and V < 0.1'

python: build  ## the Python package with the real libraries that it has adapters for, and exports with those that read them, from PyPI
	python3 -m venv .build/python
	-.build/python/bin/pip install --quiet ./Python
	-.build/python/bin/pip install --quiet mypy networkx treequest mctx langgraph open_spiel \
	  datasets opentelemetry-proto pydot pyyaml numpy tqdm jupyddl
	-.build/python/bin/pip install --quiet --no-deps llm-reasoners
	cd Python && ESPALIER=$$(swift build -c release --show-bin-path)/espalier \
	  ../.build/python/bin/python -m unittest discover -s tests -v
	cd Python && if [ -x ../.build/python/bin/mypy ]; then ../.build/python/bin/mypy --strict espalier_trace; \
	  else echo "the types are not checked: mypy is not there"; fi

docs: deps  ## the API as web pages, in .build/docs
	.ci/docs

bench: deps  ## `name value unit` a line, medians of several runs
	@swift build -c release --product espalier-bench 1>&2
	@$$(swift build -c release --show-bin-path)/espalier-bench $(ARGS)

pocket: build  ## train the built-in network anew: about two hours; FOLDER keeps the runs
	sh Examples/train-pocket.sh $$(swift build -c release --show-bin-path)/espalier $(FOLDER)

claims: build  ## train and measure the arms of docs/claims.md: some nine hours; SIZES, STEPS and SEEDS say how much
	sh Examples/train-claims.sh $$(swift build -c release --show-bin-path)/espalier $(FOLDER)

lint:  ## formatting and style, strictly
	swift format lint --strict --recursive $(FORMATTED)

format:
	swift format --in-place --recursive $(FORMATTED)

man: deps  ## the manual, a page a command, in .build/plugins/GenerateManual/outputs
	swift package plugin generate-manual --multi-page

deps:  ## install what is missing, through apt-get or brew; nothing when all is there
	@sh .ci/deps
