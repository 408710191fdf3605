#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "client/model/desk.h"
#include "client/panel_content.h"
#include "client/ui/intent.h"

namespace aftercall {

// What an intent opens in the panel; nothing where it opens none.
std::optional<PanelContent::Subject> SubjectOf(const ui::Intent& intent);

// Carries out what views want: on the desk itself, the rest by way of what is outside it. The
// interface thread alone.
class IntentExecutor {
 public:
  // What reaches beyond the desk.
  class Outside {
   public:
    virtual ~Outside() = default;
    // Shows this in the panel: in place of all that it shows, or over that.
    virtual void BeginPanel(PanelContent::Subject subject, absl::Time now) = 0;
    virtual void OpenPanel(PanelContent::Subject subject, absl::Time now) = 0;
    // Closes what the panel shows; what it shows then, or nullptr where it is closed.
    virtual const PanelContent::Subject* GoBack() = 0;
    // A command was given: it is to be kept and sent.
    virtual void Send(const model::Command& command) = 0;
    // What the desk wants of the server may have changed.
    virtual void Fetch(absl::Time now) = 0;
    // What is shown has changed.
    virtual void NoteNews() = 0;
    // What is no matter of the desk: the desktop's, the settings', who is signed in.
    virtual void CarryOut(const ui::Intent& intent, absl::Time now) = 0;
  };

  // `new_request_id` gives UUIDs. All outlive this.
  IntentExecutor(model::Desk& desk, Outside& outside, std::function<std::string()> new_request_id)
      : desk_(desk), outside_(outside), new_request_id_(std::move(new_request_id)) {}

  // Where the person was.
  enum class Place { kBar, kPanel };
  // True where something was opened.
  bool CarryOut(const ui::Intents& intents, Place place, absl::Time now);

  // What is to go out by itself at this moment.
  void GiveWhatIsDue(absl::Time now);

 private:
  void Open(PanelContent::Subject subject, Place place, absl::Time now);
  void GoBack(absl::Time now);
  void Prepare(const PanelContent::Subject& subject, absl::Time now);
  void Give(model::Command command);
  void Do(const ui::Do& wish, absl::Time now);
  bool CarryOutOnDesk(const ui::Intent& intent, absl::Time now);
  bool CarryOutOnDrafts(const ui::Intent& intent, absl::Time now);

  model::Desk& desk_;
  Outside& outside_;
  std::function<std::string()> new_request_id_;
};

}  // namespace aftercall
