#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "client/model/question.h"
#include "client/model/review.h"
#include "client/model/self_assessment.h"
#include "client/model/told_items.h"

// Appeals against customers' answers and against evaluations, for whoever makes one and for whoever
// decides one: neither is told who the other is.
namespace aftercall::model {

// An appeal that the person made.
struct Appeal {
  enum class State {
    kOpen,        // it waits for somebody to decide it
    kInDecision,  // somebody is at it
    kUpheld,      // the person is right: it has left their figures
    kDeclined,    // it stays as it is
    kWithdrawn,   // the person does without it, or the answer is no longer theirs
  };

  std::string name;  // "users/{user}/appeals/{appeal}"
  InteractionReference reference;
  std::string question_id;  // of the answer; empty where it is against a review
  State state = State::kOpen;
  std::optional<DayPart> decided;
  std::string review = "";  // "users/{user}/reviews/{review}" that it is against, if it is
  bool operator==(const Appeal&) const = default;
};

inline bool IsDecided(Appeal::State state) {
  return state == Appeal::State::kUpheld || state == Appeal::State::kDeclined;
}

// What no feed tells of it.
struct AppealBody {
  std::string reason;    // why the person appeals
  std::string decision;  // why it was decided so
  bool operator==(const AppealBody&) const = default;
};

// An appeal that the person is asked to decide.
struct AppealTask {
  enum class State {
    kOffered,    // asked; the first of those asked to take it has it
    kTaken,      // it can be decided
    kDecided,    // done
    kLapsed,     // the time for it is over
    kWithdrawn,  // somebody else took it, or there is nothing to decide any more
  };

  std::string name;  // "users/{user}/appealTasks/{task}"
  State state = State::kOffered;
  Channel channel = Channel::kUnknown;
  std::string topic;
  std::optional<DayPart> ended;
  std::optional<absl::Time> due_at;
  bool evaluation = false;  // against one, not against what a customer said
  bool operator==(const AppealTask&) const = default;
};

inline bool IsOpen(AppealTask::State state) {
  return state == AppealTask::State::kOffered || state == AppealTask::State::kTaken;
}

// What no feed tells of it.
struct AppealTaskBody {
  Question question;
  int rating = 0;  // on the question's scale
  std::string comment;
  std::string reason;         // why the agent appeals
  std::string recording_uri;  // while the person is at it
  std::string text;           // of the interaction, while the person is at it
  bool upheld = false;        // once it is decided
  std::string decision;       // why so
  // Of an evaluation, until it is decided.
  FormKey form = {};
  forms::ReviewContent content = {};
  bool operator==(const AppealTaskBody&) const = default;
};

// Withdrawn ones are gone; a decision waits for a break. Snapshots tell decided ones too.
struct AppealRules {
  static bool Stays(const Appeal& told) { return told.state != Appeal::State::kWithdrawn; }
  static bool IsDone(const Appeal& told) { return IsDecided(told.state); }
  static bool IsNews(const Appeal* before, const Appeal& told) {
    return IsDecided(told.state) && (before == nullptr || !IsDecided(before->state));
  }
  static void Wipe(const Appeal&, AppealBody&) {}
};

// Those that are with others, or over, are gone; an offer waits for a break.
struct AppealTaskRules {
  static bool Stays(const AppealTask& told) { return IsOpen(told.state) || IsDone(told); }
  static bool IsDone(const AppealTask& told) { return told.state == AppealTask::State::kDecided; }
  static bool IsNews(const AppealTask* before, const AppealTask& told) {
    return before == nullptr && told.state == AppealTask::State::kOffered;
  }
  // The customer's words are not kept for longer than they may be read.
  static void Wipe(const AppealTask& told, AppealTaskBody& body) {
    if (told.state == AppealTask::State::kTaken) return;
    body.text.clear();
    body.recording_uri.clear();
    if (told.state == AppealTask::State::kOffered) return;
    body.comment.clear();
    body.rating = 0;
    body.form = {};
    body.content = {};
  }
};

using AppealItem = ToldItem<Appeal, AppealBody>;
using Appeals = ToldItems<Appeal, AppealBody, AppealRules>;
using AppealTaskItem = ToldItem<AppealTask, AppealTaskBody>;
using AppealTasks = ToldItems<AppealTask, AppealTaskBody, AppealTaskRules>;

// Somebody said well done to the person.
struct Kudos {
  std::string name;                // "users/{user}/kudos/{kudos}"
  std::string giver_display_name;  // empty: a reviewer, who stays unnamed
  std::string words;               // may be empty
  absl::Time given_at;
  std::optional<InteractionReference> reference = std::nullopt;  // what for, where they said so
  bool operator==(const Kudos&) const = default;
};

struct NoBody {
  bool operator==(const NoBody&) const = default;
};
struct KudosRules {
  static bool Stays(const Kudos&) { return true; }
  static bool IsDone(const Kudos&) { return true; }
  static bool IsNews(const Kudos* before, const Kudos&) { return before == nullptr; }
  static void Wipe(const Kudos&, NoBody&) {}
};

using KudosItem = ToldItem<Kudos, NoBody>;
using KudosItems = ToldItems<Kudos, NoBody, KudosRules>;

}  // namespace aftercall::model
