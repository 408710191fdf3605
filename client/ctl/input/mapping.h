#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "aftercall/v1/question.pb.h"
#include "client/ctl/input/time_pattern.h"
#include "shared/i18n/translator.h"

// What a mapping file says about a file of separated values. The file's own form is described, with
// every key, in deploy/mappings/README.md.
namespace aftercall::ctl::input {

// A column that the mapping reads. Where the file has no header its name is its number, from 1.
struct Column {
  std::string name;
  // The key that asked for it first, and its line in the mapping, for messages.
  std::string key;
  int line = 0;
};

// Where a text comes from. Columns are places in Mapping::columns.
struct TextSource {
  std::vector<size_t> columns;
  // Between the columns' values; empty ones are left out.
  std::string join = " ";
  // The same text for every row; then there are no columns.
  std::optional<std::string> constant;
  // Values that mean that there is none. An empty cell always does.
  std::vector<std::string> none;
  // What values mean; where it has entries, any other value is refused.
  std::map<std::string, std::string> meanings;
};

// Where a time comes from.
struct TimeSource {
  // A column with a time, or a column with a date and another with the time of day.
  struct Alternative {
    size_t column = 0;
    std::optional<size_t> time_of_day;
    // Tried in this order.
    std::vector<TimePattern> patterns;
    std::vector<std::string> none;
    // For texts that name no zone themselves; refused without it.
    std::optional<absl::TimeZone> zone;
  };
  // The first that has a value counts.
  std::vector<Alternative> alternatives;
};

// A question and where its answers are.
struct QuestionSource {
  v1::SurveyQuestion question;
  TextSource answer;
  std::optional<TextSource> comment;
  std::optional<TimeSource> answered;
  std::optional<TextSource> company_fault;
  std::optional<TextSource> contacts;
  // Rows of contacts that were not answered have no answer, whatever their cell says.
  bool only_answered = false;
};

struct Mapping {
  // Name of the system that the records come from.
  std::string source;

  char delimiter = ',';
  std::string encoding = "utf-8";
  bool header = true;

  // IANA name; empty where the mapping has none.
  std::string zone_name;

  // Longest comment in characters; a longer one is refused.
  int64_t comment_characters = 4000;
  // A longer part of handle time is not believed.
  absl::Duration longest_handle_time = absl::Hours(24);

  // Columns that together make the external id.
  std::vector<size_t> id;
  std::optional<TextSource> agent_id;
  std::optional<TextSource> agent_name;
  std::optional<TextSource> team;
  TextSource channel;
  std::optional<TextSource> topic;
  std::optional<TextSource> queue;
  std::optional<TextSource> language;
  std::optional<TextSource> customer;
  std::optional<TextSource> recording;
  std::optional<TextSource> text;
  std::optional<TextSource> answered;
  std::optional<TimeSource> started;
  std::optional<TimeSource> ended;
  // An end of day before the start's is taken for the next day's, if it is then this near.
  absl::Duration next_day_within;
  std::optional<TextSource> talk;
  std::optional<TextSource> hold;
  std::optional<TextSource> after_call_work;

  std::vector<QuestionSource> questions;

  // The customer was asked: offered, declined or undeliverable.
  std::optional<TextSource> invitation;
  std::optional<TimeSource> invited;

  std::vector<Column> columns;
};

// Reads a mapping. Errors are INVALID_ARGUMENT and name file, line, key and what was expected.
absl::StatusOr<Mapping> ParseMapping(const std::string& file_name, absl::string_view text,
                                     const i18n::Translator& tr);

// The same from a file; NOT_FOUND and the like where it cannot be read.
absl::StatusOr<Mapping> LoadMapping(const std::string& path, const i18n::Translator& tr);

}  // namespace aftercall::ctl::input
