#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/model/command.h"
#include "client/model/review.h"

namespace aftercall::model {

// A request for a review that the person gave while nobody could say who could be asked.
struct AskLater {
  InteractionReference reference;
  RequestReview request;
  bool only_anonymous = true;  // the person's condition: their name stays hidden
  std::string request_id;      // a UUID, that of the command it becomes
  // Nothing: the server has not said yet who could be asked.
  std::optional<ReviewPreview> said = std::nullopt;
  bool released = false;  // that it waits for the person may be shown
  absl::Time waits_since = absl::InfiniteFuture();
  bool operator==(const AskLater&) const = default;
};

// Whether a request may go out by itself: colleagues can be asked now (not leaders alone, and not
// only after a pause), and the person's name stays hidden where they wished so.
bool GoesOut(const ReviewPreview& said, bool only_anonymous);

// Whether it goes out no more by itself: the person looks first.
inline bool WaitsForPerson(const AskLater& ask) {
  return ask.said && !GoesOut(*ask.said, ask.only_anonymous);
}

// The requests given while the server was away: each is previewed once it is back, and goes out by
// itself if that is as the person wished; if not, or if it is refused, it waits for them. Kept on
// disk with every change, until the server has taken it or the person has taken it back. Not
// thread-safe.
class AsksLater {
 public:
  using All = std::map<std::string, AskLater, std::less<>>;  // by interaction

  // In place of any other of the same interaction.
  void Give(AskLater ask);
  void TakeBack(absl::string_view interaction);

  // What the server has said of who could be asked. What belongs to no request is ignored.
  // `may_show`: the person is free.
  void Hear(const PreviewKey& key, const ReviewPreview& said, bool may_show, absl::Time now);
  // The server would not take the request after all.
  void NoteRefused(absl::string_view interaction, const Refusal& refusal, bool may_show,
                   absl::Time now);

  // What the server is still to be asked.
  std::vector<PreviewKey> Unsaid() const;
  // Those that go out now: until they are on their way, they are given again.
  std::vector<Command> ToSend() const;

  // The person is free: that some wait for them may be shown.
  void Release();

  // Starts from what the disk kept. What went out in the moment that the program ended is previewed
  // again, unless it `is_on_its_way`.
  void Restore(All all, const std::function<bool(const AskLater&)>& is_on_its_way);

  // nullptr where there is none. Valid until a change.
  const AskLater* Find(absl::string_view interaction) const;
  const All& all() const { return all_; }

  // Rises with every change of what is to be kept.
  uint64_t revision() const { return revision_; }

 private:
  void Note(AskLater& ask, const ReviewPreview& said, bool may_show, absl::Time now);

  All all_;
  uint64_t revision_ = 0;
};

}  // namespace aftercall::model
