/// The name of a command: in the program, on the `:` line and in the configuration.
package enum CommandID: String, Sendable, Hashable, CaseIterable {
  // General.
  case quit
  case close
  case leave
  case help
  case palette
  case commandLine = "command-line"
  case newSearch = "new-search"
  case start
  case open
  case replay
  case watchTraining = "watch-training"
  case typeProblem = "type-problem"
  case searchOptions = "search-options"
  case nextStop = "next-stop"
  case previousStop = "previous-stop"
  case suspend
  case redraw
  case mouse
  case theme

  // Moving.
  case up
  case down
  case left
  case right
  case halfPageUp = "half-page-up"
  case halfPageDown = "half-page-down"
  case pageUp = "page-up"
  case pageDown = "page-down"
  case readOn = "read-on"
  case top
  case bottom

  // Tree.
  case toggleFold = "toggle-fold"
  case collapseAll = "collapse-all"
  case expandAll = "expand-all"
  case foldSmall = "fold-small"
  case sort
  case parent
  case nextSibling = "next-sibling"
  case previousSibling = "previous-sibling"
  case follow
  case subtree
  case drawing
  case measure

  // Time.
  case pause
  case stepPhase = "step-phase"
  case backPhase = "back-phase"
  case stepIteration = "step-iteration"
  case backIteration = "back-iteration"
  case stepEvent = "step-event"
  case backEvent = "back-event"
  case nextBacktrack = "next-backtrack"
  case previousBacktrack = "previous-backtrack"
  case nextGoal = "next-goal"
  case previousGoal = "previous-goal"
  case nextTouch = "next-touch"
  case previousTouch = "previous-touch"
  case nextSurprise = "next-surprise"
  case previousSurprise = "previous-surprise"
  case watch
  case previousHit = "previous-hit"
  case breakpoint = "break"
  case valueChange = "value-change"
  case preferenceChange = "preference-change"
  case bookmark
  case note
  case nextBookmark = "next-bookmark"
  case previousBookmark = "previous-bookmark"
  case bookmarks
  case seekStart = "seek-start"
  case seekEnd = "seek-end"
  case seekPercent = "seek-percent"
  case seekEvent = "seek-event"
  case goToMoment = "go-to-moment"
  case faster
  case slower

  // Finding.
  case search
  case searchNext = "search-next"
  case searchPrevious = "search-previous"
  case filter
  case showLess = "show-less"
  case highlight
  case style

  // Steering.
  case expandNext = "expand-next"
  case forbid
  case allow
  case favour
  case raiseBudget = "raise-budget"

  // Comparing.
  case compare
  case fork
  case otherSearch = "other-search"
  case hold
  case syncMode = "sync-mode"
  case nextDivergence = "next-divergence"
  case previousDivergence = "previous-divergence"
  case merge
  case alignTexts = "align-texts"
  case openProblem = "open-problem"
  case sortProblems = "sort-problems"
  case decideBy = "decide-by"

  // Training.
  case pauseTraining = "pause-training"
  case checkpoint
  case nextMetric = "next-metric"
  case previousMetric = "previous-metric"
  case olderSample = "older-sample"
  case newerSample = "newer-sample"
  case newestSample = "newest-sample"
  case settings

  // Panes.
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case zoom
  case inspect
  case why
  case plots
  case wider
  case narrower
  case taller
  case shorter

  // Copying and saving.
  case copyAnswer = "copy-answer"
  case copyPath = "copy-path"
  case copyNode = "copy-node"
  case copySpan = "copy-span"
  case copyExpression = "copy-expression"
  case copyText = "copy-text"
  case copySample = "copy-sample"
  case save
  case export

  // Typing.
  case promptAccept = "prompt-accept"
  case promptCancel = "prompt-cancel"
  case promptComplete = "prompt-complete"
  case promptPrevious = "prompt-previous"
  case promptNext = "prompt-next"
  case promptBackspace = "prompt-backspace"
  case promptDelete = "prompt-delete"
  case promptDeleteWord = "prompt-delete-word"
  case promptClear = "prompt-clear"
  case promptLeft = "prompt-left"
  case promptRight = "prompt-right"
  case promptHome = "prompt-home"
  case promptEnd = "prompt-end"
}
