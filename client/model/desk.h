#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "client/model/feed.h"
#include "client/model/hand.h"

namespace aftercall::model {

// All that is kept on one person's desk: in one file, so that what was applied, what is on its way
// and the cursor belong to the same moment.
struct Kept {
  FeedKept feed;
  std::map<std::string, Draft> drafts;
  std::vector<Command> commands;
  std::map<FormKey, forms::Form> forms;
};

// What is on one person's desk: the feed as the server tells it, what the person's own hand has
// done, and the forms to do it with. Not thread-safe: lives on the interface thread.
class Desk {
 public:
  explicit Desk(Settings settings = {}) : feed_(settings) {}

  // Starts from what the disk kept. Call before the first event.
  void Restore(Kept kept);
  // Nothing before the feed has a cursor.
  std::optional<Kept> Keep() const;
  // Rises with every change of what Keep() would give.
  uint64_t revision() const { return feed_.revision() + hand_.revision() + forms_told_; }

  // Applies one event that arrived at `now`; errors are the feed's.
  absl::Status Apply(const FeedEvent& event, absl::Time now);

  // What is not here yet: forms that self-assessments and reviews fill in, reviews that are there,
  // and who could be asked for the one that the person is about to ask for.
  struct Wanted {
    std::vector<FormKey> forms;
    std::vector<ReviewKey> reviews;
    std::vector<std::string> previews;  // of interactions
  };
  Wanted WantedNow() const;
  // nullptr where it is not here yet. Valid until the next event.
  const forms::Form* FindForm(const FormKey& key) const;

  // What the person can do something about now, as it was asked: released, not put off, and not on
  // its way already.
  std::vector<const Prompt*> PromptsToDo() const;

  // Reviews that can be read and have not been answered, as they were asked for.
  std::vector<const ReviewItem*> ReviewsToRead() const;

  // The person is about to ask for a review of `interaction`: what was known of who could be asked
  // is forgotten. Empty: of none any more.
  void PrepareAsking(std::string interaction);
  // nullptr where it is not known yet, or nobody is about to ask for it.
  const ReviewPreview* preview(absl::string_view interaction) const;

  const Feed& feed() const { return feed_; }
  Feed& mutable_feed() { return feed_; }
  const Hand& hand() const { return hand_; }
  Hand& mutable_hand() { return hand_; }

 private:
  void On(const CommandAnswered& answered);
  std::set<FormKey> FormsInUse() const;
  void DropFormsOfNothing();

  Feed feed_;
  Hand hand_;
  std::map<FormKey, forms::Form> forms_;
  uint64_t forms_told_ = 0;
  std::string asking_;  // "interactions/{interaction}"; empty: none
  std::optional<ReviewPreview> preview_;
};

}  // namespace aftercall::model
