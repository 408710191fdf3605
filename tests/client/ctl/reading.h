#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/record_reader.h"
#include "client/ctl/input/table_reader.h"
#include "gtest/gtest.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl {

inline const i18n::Translator& English() {
  static const auto& tr = *new i18n::Translator("en");
  return tr;
}

// A small mapping; `interaction` and `rest` are added to it.
inline std::string SmallMapping(const std::string& interaction = "", const std::string& rest = "") {
  return absl::StrCat(R"(
source = "test"
[time]
zone = "Asia/Shanghai"
formats = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]
[interaction]
id = "id"
agent_name = "agent"
channel = { constant = "voice" }
ended = "ended"
)",
                      interaction, R"(
[[question]]
id = "csat"
kind = "csat"
low = 1
high = 5
top_box = 2
answer = "score"
)",
                      rest);
}

inline input::Mapping MappingOf(const std::string& text) {
  absl::StatusOr<input::Mapping> mapping = input::ParseMapping("test.toml", text, English());
  EXPECT_TRUE(mapping.ok()) << mapping.status();
  return mapping.ok() ? *std::move(mapping) : input::Mapping();
}

// Everything a text gives by a mapping.
struct Reading {
  std::vector<v1::Interaction> interactions;
  std::vector<v1::SurveyResponse> responses;
  std::vector<v1::SurveyInvitation> invitations;
  std::vector<input::Problem> problems;
  int rows = 0;

  // "line:column:reason" of every problem.
  std::vector<std::string> reasons() const {
    std::vector<std::string> all;
    for (const input::Problem& p : problems) {
      all.push_back(absl::StrCat(p.line, ":", p.column, ":", p.reason));
    }
    return all;
  }
};

inline Reading ReadAll(const input::Mapping& mapping, std::unique_ptr<input::ByteSource> bytes) {
  Reading reading;
  auto table = input::TableReader::Open(std::move(bytes), &mapping, &English());
  EXPECT_TRUE(table.ok()) << table.status();
  if (!table.ok()) return reading;
  const input::RecordReader records(&mapping, &English());
  input::Row row;
  for (;;) {
    const absl::StatusOr<bool> any = (*table)->Next(&row);
    EXPECT_TRUE(any.ok()) << any.status();
    if (!any.ok() || !*any) return reading;
    ++reading.rows;
    input::RowRecords result = records.Read(row);
    for (v1::IngestRecord& record : result.records) {
      if (record.has_interaction()) reading.interactions.push_back(record.interaction());
      if (record.has_response()) reading.responses.push_back(record.response());
      if (record.has_invitation()) reading.invitations.push_back(record.invitation());
    }
    for (input::Problem& problem : result.problems) reading.problems.push_back(std::move(problem));
  }
}

inline Reading ReadAll(const input::Mapping& mapping, const std::string& text) {
  return ReadAll(mapping, input::BytesOf(text));
}

}  // namespace aftercall::ctl
