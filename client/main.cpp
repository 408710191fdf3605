#include <iostream>
#include <memory>

#include "absl/synchronization/mutex.h"
#include "client/app.h"
#include "client/options.h"
#include "client/platform/desktop.h"
#include "client/platform/stop_signal.h"
#include "shared/i18n/translator.h"

int main(int argc, char** argv) {
  // Debian's Abseil looks for deadlocks in production too; that costs memory and time.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  const aftercall::i18n::Translator tr(aftercall::i18n::ChooseLanguage(""));
  absl::StatusOr<std::optional<aftercall::Options>> options =
      aftercall::ParseOptions(argc, argv, tr);
  if (!options.ok()) {
    std::cerr << "aftercall: " << options.status().message() << "\n"
              << tr.Tr("Try aftercall --help.") << "\n";
    return 2;
  }
  if (!options->has_value()) return 0;
  aftercall::platform::StopSignal stop(aftercall::platform::Desktop::PostWake);
  absl::StatusOr<std::unique_ptr<aftercall::App>> app = aftercall::App::Start(**std::move(options));
  absl::Status ended = app.status();
  if (app.ok()) ended = (*app)->Run([&stop] { return stop.stopped(); });
  if (!ended.ok()) {
    std::cerr << "aftercall: " << ended.message() << "\n";
    return 1;
  }
  return 0;
}
