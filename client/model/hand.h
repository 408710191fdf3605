#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/model/command.h"

namespace aftercall::model {

// What the person has begun or done at this desk and the server has not taken yet: drafts, and
// commands on their way. Kept on disk with every change, so that neither a crash nor a server that
// is away loses any of it. Not thread-safe.
class Hand {
 public:
  static constexpr size_t kMostDrafts = 100;

  // Replaces the draft about something; an empty one is none.
  void SetDraft(const std::string& about, Draft draft);
  // The draft about something; empty where there is none.
  Draft draft(const std::string& about) const;
  void DropDraft(const std::string& about);

  // Takes a command to be sent. What was refused about the same before is forgotten.
  void Give(Command command);

  // The server has answered one; others are ignored. A draft that was committed or done without is
  // dropped; one whose commit was refused stays.
  void Apply(const CommandAnswered& answered);

  // Those on their way, in the order given.
  const std::vector<Command>& commands() const { return commands_; }
  // The last one on its way about something; nullptr where there is none. Valid until a change.
  const Command* Pending(absl::string_view about) const;
  // Why the last command about it was refused; nullptr where it was not.
  const Refusal* refusal(const std::string& about) const;
  // Whether the server has taken praise about it since the program began.
  bool WasPraised(const std::string& about) const { return praised_.contains(about); }
  void ForgetRefusal(const std::string& about) { refusals_.erase(about); }

  const std::map<std::string, Draft>& drafts() const { return drafts_; }

  // Starts from what the disk kept.
  void Restore(std::map<std::string, Draft> drafts, std::vector<Command> commands);

  // Rises with every change of what is to be kept.
  uint64_t revision() const { return revision_; }

 private:
  void DropPraise(const GiveKudos& given);

  std::map<std::string, Draft> drafts_;  // by what they are about
  std::vector<Command> commands_;
  std::map<std::string, Refusal> refusals_;
  std::set<std::string> praised_;
  uint64_t revision_ = 0;
};

}  // namespace aftercall::model
