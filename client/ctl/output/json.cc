#include "client/ctl/output/json.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "aftercall/v1/form.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace aftercall::ctl {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// CHANNEL_VOICE of the enum Channel is "voice".
std::string EnumWord(const EnumValueDescriptor& value) {
  std::string prefix;
  for (const char c : value.type()->name()) {
    if (absl::ascii_isupper(c) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(c);
  }
  absl::string_view name = value.name();
  if (absl::StartsWith(name, prefix) && name.size() > prefix.size()) {
    name.remove_prefix(prefix.size() + 1);
  }
  return absl::AsciiStrToLower(name);
}

// The well-known types that have a form of their own; null for any other.
Json WellKnown(const Message& message) {
  if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    return absl::FormatTime(
        "%Y-%m-%dT%H:%M:%E*SZ",
        absl::FromUnixSeconds(time->seconds()) + absl::Nanoseconds(time->nanos()),
        absl::UTCTimeZone());
  }
  if (const auto* span = dynamic_cast<const google::protobuf::Duration*>(&message)) {
    if (span->nanos() == 0) return span->seconds();
    return static_cast<double>(span->seconds()) + span->nanos() / 1e9;
  }
  if (const auto* date = dynamic_cast<const google::type::Date*>(&message)) {
    return absl::StrFormat("%04d-%02d-%02d", date->year(), date->month(), date->day());
  }
  if (const auto* text = dynamic_cast<const v1::LocalizedText*>(&message)) {
    Json words = Json::object();
    for (const auto& translation : text->translations()) {
      words[translation.language()] = translation.text();
    }
    return words;
  }
  return nullptr;
}

Json MessageValue(const Message& message) {
  Json known = WellKnown(message);
  return known.is_null() ? ToJson(message) : known;
}

Json Single(const Message& message, const Reflection& reflection, const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.GetInt32(message, field);
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.GetInt64(message, field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(message, field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return reflection.GetUInt64(message, field);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection.GetDouble(message, field);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return reflection.GetFloat(message, field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumWord(*reflection.GetEnum(message, field));
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, field);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageValue(reflection.GetMessage(message, field));
  }
  return nullptr;
}

Json Repeated(const Message& message, const Reflection& reflection, const FieldDescriptor* field) {
  Json list = Json::array();
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        list.push_back(reflection.GetRepeatedString(message, field, i));
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        list.push_back(MessageValue(reflection.GetRepeatedMessage(message, field, i)));
        break;
      default:
        // The protocol repeats texts and messages only.
        break;
    }
  }
  return list;
}

std::string Dump(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Json ToJson(const Message& message) {
  Json json = Json::object();
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    json[field->name()] = field->is_repeated() ? Repeated(message, reflection, field)
                                               : Single(message, reflection, field);
  }
  return json;
}

void WriteLine(const Json& value, std::ostream& out) { out << Dump(value, -1) << "\n"; }

void WriteAll(const std::vector<Json>& values, OutputFormat format, std::ostream& out) {
  if (format == OutputFormat::kJsonLines) {
    for (const Json& value : values) WriteLine(value, out);
  } else {
    out << Dump(Json(values), 2) << "\n";
  }
}

void WriteOne(const Json& value, OutputFormat format, std::ostream& out) {
  out << Dump(value, format == OutputFormat::kJsonLines ? -1 : 2) << "\n";
}

}  // namespace aftercall::ctl
