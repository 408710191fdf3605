#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/input/record_draft.h"
#include "shared/base/text.h"

namespace aftercall::ctl::input {
namespace {

// Longest topic, queue and the like that the protocol takes, in characters.
constexpr size_t kLongestName = 200;

v1::Channel ChannelOf(const std::string& meaning) {
  if (meaning == "voice") return v1::CHANNEL_VOICE;
  if (meaning == "email") return v1::CHANNEL_EMAIL;
  if (meaning == "chat") return v1::CHANNEL_CHAT;
  if (meaning == "social") return v1::CHANNEL_SOCIAL;
  return v1::CHANNEL_UNSPECIFIED;
}

bool ReadChannel(Draft* draft) {
  const TextSource& source = draft->mapping.channel;
  const TextReading channel = ReadText(source, draft->row);
  draft->interaction.set_channel(ChannelOf(channel.text));
  if (draft->interaction.channel() != v1::CHANNEL_UNSPECIFIED) return true;
  if (channel.text.empty()) {
    draft->Note(Loss::kRow, source, "no-channel", draft->tr.Tr("the row has no channel"));
  } else {
    draft->NoteUnknown(Loss::kRow, source, channel.text);
  }
  return false;
}

// Whether it was answered, and the agent who had it or to whom it was offered.
bool ReadAgent(Draft* draft) {
  const Mapping& mapping = draft->mapping;
  if (mapping.answered.has_value()) {
    const TextReading answered = ReadText(*mapping.answered, draft->row);
    const bool no = answered.text == "no" || answered.state == TextReading::State::kNone;
    if (!no && answered.text != "yes") {
      draft->NoteUnknown(Loss::kRow, *mapping.answered, answered.text);
      return false;
    }
    draft->interaction.set_abandoned(no);
  }
  TextReading id, name;
  if (mapping.agent_id.has_value()) id = ReadText(*mapping.agent_id, draft->row);
  if (mapping.agent_name.has_value()) name = ReadText(*mapping.agent_name, draft->row);
  using State = TextReading::State;
  if (id.state == State::kNone || (!mapping.agent_id.has_value() && name.state == State::kNone)) {
    draft->interaction.set_abandoned(true);
    return true;
  }
  // Where there are staff numbers a name alone is nobody: two people may share it.
  const TextSource& who = mapping.agent_id.has_value() ? *mapping.agent_id : *mapping.agent_name;
  const std::string number = mapping.agent_id.has_value() ? id.text : name.text;
  if (number.empty()) {
    if (draft->interaction.abandoned()) return true;
    draft->Note(Loss::kRow, who, "no-agent",
                draft->tr.Tr("the row has no agent, and the mapping does not say that this means "
                             "none (none = [\"\"])"));
    return false;
  }
  v1::Leg* leg = draft->interaction.add_legs();
  leg->set_staff_number(number);
  leg->set_display_name(name.text);
  leg->set_role(v1::Leg::ROLE_AGENT);
  return true;
}

std::string ReadName(const std::optional<TextSource>& source, Draft* draft) {
  if (!source.has_value()) return "";
  TextReading reading = ReadText(*source, draft->row);
  if (reading.state == TextReading::State::kUnknown) {
    draft->NoteUnknown(Loss::kValue, *source, reading.text);
    return "";
  }
  if (base::CountCharacters(reading.text) <= kLongestName) return std::move(reading.text);
  draft->Note(Loss::kValue, *source, "long-value",
              draft->tr.Tr("the value is longer than 200 characters"));
  return "";
}

// The end as the row tells it. False where it does not, or where it is impossible.
bool PlaceEnd(const TimeReading& end, Draft* draft) {
  const TimeReading& started = draft->started;
  bool impossible = false;
  if (end.state == TimeReading::State::kDay) {
    impossible = started.state != TimeReading::State::kNone && end.day < started.day;
    if (!impossible) *draft->interaction.mutable_ended_on() = ToDate(end.day);
  } else {
    absl::Time instant = end.instant;
    if (started.state == TimeReading::State::kInstant) {
      instant = EndAfter(started.instant, end, draft->mapping.next_day_within);
      impossible = instant < started.instant;
    } else if (started.state == TimeReading::State::kDay) {
      impossible = end.day < started.day;
    }
    if (!impossible) *draft->interaction.mutable_ended_at() = ToTimestamp(instant);
  }
  if (impossible) {
    draft->Note(Loss::kValue, draft->mapping.columns[end.column].name, "ends-before-start",
                i18n::Format(draft->tr.Tr("the end, {end}, is before the start, {start}"),
                             {{"end", end.text}, {"start", started.text}}));
  }
  return !impossible;
}

bool ReadTimes(Draft* draft) {
  const Mapping& mapping = draft->mapping;
  TimeReading& started = draft->started;
  if (mapping.started.has_value()) {
    started = ReadTime(*mapping.started, draft->row);
    const size_t before = draft->result.problems.size();
    if (!draft->Usable(started, Loss::kRow)) {
      if (draft->result.problems.size() > before) return false;
    } else if (started.state == TimeReading::State::kInstant) {
      *draft->interaction.mutable_started_at() = ToTimestamp(started.instant);
    }
  }
  bool placed = false;
  if (mapping.ended.has_value()) {
    const TimeReading end = ReadTime(*mapping.ended, draft->row);
    const size_t before = draft->result.problems.size();
    if (draft->Usable(end, Loss::kRow)) {
      placed = PlaceEnd(end, draft);
    } else if (draft->result.problems.size() > before) {
      return false;
    }
  }
  if (placed) return true;
  if (started.state == TimeReading::State::kNone) {
    draft->Note(Loss::kRow, "", "no-time", draft->tr.Tr("the row has neither start nor end"));
    return false;
  }
  // Without a time of end the day is known all the same: the one on which it began.
  *draft->interaction.mutable_ended_on() = ToDate(started.day);
  return true;
}

std::optional<absl::Duration> ReadPart(const std::optional<TextSource>& source, Draft* draft) {
  if (!source.has_value()) return std::nullopt;
  const TextReading text = ReadText(*source, draft->row);
  if (text.text.empty()) return std::nullopt;
  const std::optional<absl::Duration> span = ReadSpan(text.text);
  const std::string shown = base::Shorten(text.text, 100);
  if (!span.has_value()) {
    draft->Note(Loss::kValue, *source, "unreadable-duration",
                i18n::Format(draft->tr.Tr("\"{value}\" is no length of time; expected seconds or "
                                          "h:mm:ss"),
                             {{"value", shown}}));
    return std::nullopt;
  }
  if (*span < absl::ZeroDuration()) {
    draft->Note(Loss::kValue, *source, "negative-duration",
                i18n::Format(draft->tr.Tr("\"{value}\" is less than no time"), {{"value", shown}}));
    return std::nullopt;
  }
  if (*span > draft->mapping.longest_handle_time) {
    draft->Note(Loss::kValue, *source, "long-duration",
                i18n::Format(draft->tr.Tr("\"{value}\" is longer than the mapping believes"),
                             {{"value", shown}}));
    return std::nullopt;
  }
  // Zero is how systems write that they measured nothing.
  if (*span == absl::ZeroDuration()) return std::nullopt;
  return span;
}

void SetDuration(absl::Duration span, google::protobuf::Duration* to) {
  const int64_t seconds = absl::IDivDuration(span, absl::Seconds(1), &span);
  to->set_seconds(seconds);
  to->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(span)));
}

// Parts of handle time. A contact that nobody answered has none.
void ReadHandleTime(Draft* draft) {
  v1::Interaction& interaction = draft->interaction;
  if (interaction.abandoned()) return;
  const Mapping& mapping = draft->mapping;
  const auto talk = ReadPart(mapping.talk, draft), hold = ReadPart(mapping.hold, draft),
             work = ReadPart(mapping.after_call_work, draft);
  if (talk.has_value()) SetDuration(*talk, interaction.mutable_talk());
  if (hold.has_value()) SetDuration(*hold, interaction.mutable_hold());
  if (work.has_value()) SetDuration(*work, interaction.mutable_after_call_work());
}

// Where the file tells of no ends at all, a contact is over when its talk and hold are.
void DeriveEnd(Draft* draft) {
  if (draft->mapping.ended.has_value() || draft->started.state != TimeReading::State::kInstant) {
    return;
  }
  const auto seconds = [](const google::protobuf::Duration& part) {
    return absl::Seconds(part.seconds()) + absl::Nanoseconds(part.nanos());
  };
  v1::Interaction& interaction = draft->interaction;
  *interaction.mutable_ended_at() = ToTimestamp(
      draft->started.instant + seconds(interaction.talk()) + seconds(interaction.hold()));
}

void ReadRecording(Draft* draft) {
  if (!draft->mapping.recording.has_value()) return;
  const TextReading link = ReadText(*draft->mapping.recording, draft->row);
  if (link.text.empty()) return;
  if (absl::StartsWith(link.text, "https://")) {
    draft->interaction.set_recording_uri(link.text);
  } else {
    draft->Note(Loss::kValue, *draft->mapping.recording, "recording-link",
                draft->tr.Tr("a recording is an https:// link"));
  }
}

}  // namespace

bool ReadInteraction(Draft* draft) {
  const Mapping& mapping = draft->mapping;
  v1::Interaction& interaction = draft->interaction;
  interaction.set_source(mapping.source);
  interaction.set_external_id(draft->external_id);
  interaction.set_time_zone(mapping.zone_name);
  if (!ReadChannel(draft) || !ReadAgent(draft) || !ReadTimes(draft)) return false;
  ReadHandleTime(draft);
  DeriveEnd(draft);
  interaction.set_topic(ReadName(mapping.topic, draft));
  interaction.set_queue(ReadName(mapping.queue, draft));
  interaction.set_language(ReadName(mapping.language, draft));
  interaction.set_team(ReadName(mapping.team, draft));
  interaction.set_customer_reference(ReadName(mapping.customer, draft));
  ReadRecording(draft);
  if (mapping.text.has_value()) {
    interaction.set_text(ReadText(*mapping.text, draft->row, /*exact=*/true).text);
  }
  return true;
}

}  // namespace aftercall::ctl::input
