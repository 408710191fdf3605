#pragma once

#include <string>

#include "absl/time/time.h"
#include "client/model/bar_view.h"
#include "client/model/contact.h"
#include "client/model/link.h"
#include "shared/i18n/translator.h"

// What the bar says: plain, warm, short; what happened and what comes next.
namespace aftercall::model {

struct LinkWords {
  std::string word;      // beside the dot: "Live", "No server"
  std::string sentence;  // what it means and what comes next; empty for kLive
};
LinkWords WordsOf(const i18n::Translator& tr, const LinkState& link);

// "On a call. 3 for afterwards."; empty where nothing waits. An offer ends with what a press does.
std::string WordsOf(const i18n::Translator& tr, const Waiting& waiting);

// Today's figure.
struct FigureWords {
  std::string caption;  // "Today" / "今天满意度"
  std::string value;  // "83%"; "too early to say" below n = 5; "no answers yet"; "–" if not known
  std::string basis;  // "n 12 · 55–95%" / "12 条，大致 55–95%"; "n 3" below 5
  std::string earlier;  // "+3 for earlier days"; empty where there are none
};
FigureWords WordsOf(const i18n::Translator& tr, const BarView& view);

// "Billing · call · 11 min"; on a leader's feed the agent's name comes first, or the team's until
// the agent has seen it. How long ago the customer answered; the date where it is a week or more,
// or where no time is known.
std::string WordsOf(const i18n::Translator& tr, const Item& item, absl::Time now,
                    absl::TimeZone zone = absl::LocalTimeZone());

// "Billing · call · 2 min": what a sealed answer is about, and how long it has been in.
std::string WordsOf(const i18n::Translator& tr, const SealedAnswer& sealed, absl::Time now);

// What becomes of what the person did, while the server has not answered.
std::string SentWords(const i18n::Translator& tr, bool is_live);

// "Call, 14:02 · Billing": which interaction; the day comes first where it is not today's.
std::string WordsOf(const i18n::Translator& tr, const InteractionReference& reference,
                    absl::Time now, absl::TimeZone zone = absl::LocalTimeZone());

// "Your team leader has paused self-assessments until 16:05." The date is said where it is not
// today's.
std::string PausedWords(const i18n::Translator& tr, absl::Time until, absl::Time now,
                        absl::TimeZone zone = absl::LocalTimeZone());

// "16:05", with the date where it is not today's.
std::string TimeWords(absl::Time time, absl::Time now, absl::TimeZone zone = absl::LocalTimeZone());

// "Quiet until 14:30 – press to go on": the person does not want to be disturbed.
std::string QuietWords(const i18n::Translator& tr, absl::Time until, absl::Time now,
                       absl::TimeZone zone = absl::LocalTimeZone());

// "14:02  Billing · call · 6 min": one of the person's contacts, in a list by days.
std::string WordsOf(const i18n::Translator& tr, const Contact& contact,
                    absl::TimeZone zone = absl::LocalTimeZone());

// "Today, 2025-06-15", "Yesterday, 2025-06-14", "2025-06-13": when an interaction was; empty where
// it is not known.
std::string DayWords(const i18n::Translator& tr, const InteractionReference& reference,
                     absl::Time now, absl::TimeZone zone = absl::LocalTimeZone());

// "For a call of today about Billing, 14:05": what praise is for, by channel. What is not known is
// left out.
std::string ForWords(const i18n::Translator& tr, const InteractionReference& reference,
                     absl::Time now, absl::TimeZone zone = absl::LocalTimeZone());

// "this morning"; the day is named where it is not today.
std::string WordsOf(const i18n::Translator& tr, const DayPart& part, absl::Time now,
                    absl::TimeZone zone = absl::LocalTimeZone());

}  // namespace aftercall::model
