// The three real files against counts made another way: fields by hand, without the mapping. The
// integration test import_counts counts once more, through a backend and with another language.

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/ctl/reading.h"

namespace aftercall::ctl {
namespace {

using ::testing::IsEmpty;

std::string DataFile(const std::string& name) {
  return absl::StrCat(AFTERCALL_READING_DIR, "/data/", name);
}

bool Exists(const std::string& path) { return std::ifstream(path).good(); }

Reading ReadReal(const std::string& mapping_name, const std::string& path) {
  static std::vector<std::unique_ptr<input::Mapping>> mappings;
  const auto mapping = input::LoadMapping(
      absl::StrCat(AFTERCALL_SOURCE_DIR, "/deploy/mappings/", mapping_name, ".toml"), English());
  EXPECT_TRUE(mapping.ok()) << mapping.status();
  mappings.push_back(std::make_unique<input::Mapping>(*mapping));
  auto bytes = input::OpenBytes(path);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return ReadAll(*mappings.back(), *std::move(bytes));
}

// Values of one column, counted. Only for files without quotes.
std::map<std::string, int> Count(const std::string& path, size_t column) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  std::map<std::string, int> counts;
  while (std::getline(file, line)) {
    EXPECT_EQ(line.find('"'), std::string::npos);
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    ++counts[cells.at(column)];
  }
  return counts;
}

TEST(RealFiles, EcommerceIsTakenWhole) {
  const std::string path = DataFile("ecommerce-csat/2023-08-01_to_24.csv");
  if (!Exists(path)) GTEST_SKIP() << "no real data here: " << path;
  const Reading r = ReadReal("ecommerce-csat", path);
  EXPECT_THAT(r.reasons(), IsEmpty());
  EXPECT_EQ(r.interactions.size(), 13042u);
  EXPECT_EQ(r.responses.size(), 13042u);
  std::map<int, int> ratings;
  for (const auto& response : r.responses) {
    ++ratings[response.rating()];
    EXPECT_TRUE(response.has_answered_on());
  }
  EXPECT_EQ(ratings, (std::map<int, int>{{1, 1788}, {2, 185}, {3, 400}, {4, 1696}, {5, 8973}}));
  int with_talk = 0;
  for (const auto& interaction : r.interactions) with_talk += interaction.has_talk();
  EXPECT_EQ(with_talk, 41);
}

TEST(RealFiles, PwcIsTakenWhole) {
  const std::string path = DataFile("pwc-call-center/2021-01_02.csv");
  if (!Exists(path)) GTEST_SKIP() << "no real data here: " << path;
  const Reading r = ReadReal("pwc-call-center", path);
  EXPECT_THAT(r.reasons(), IsEmpty());
  std::map<std::string, int> answered = Count(path, 5), resolved = Count(path, 6),
                             ratings = Count(path, 9);
  int abandoned = 0, solved = 0, rated = 0;
  for (const auto& interaction : r.interactions) {
    abandoned += interaction.abandoned();
    EXPECT_EQ(interaction.legs_size(), 1);
    EXPECT_EQ(interaction.has_talk(), !interaction.abandoned());
  }
  for (const auto& response : r.responses) {
    if (response.question_id() == "resolved") solved += response.rating();
    if (response.question_id() == "satisfaction") ++rated;
  }
  EXPECT_EQ(static_cast<int>(r.interactions.size()), answered["Y"] + answered["N"]);
  EXPECT_EQ(abandoned, answered["N"]);
  EXPECT_EQ(solved, resolved["Y"]);
  EXPECT_EQ(rated, answered["Y"]);
  EXPECT_EQ(rated, static_cast<int>(r.interactions.size()) - ratings[""]);
}

TEST(RealFiles, BankIsTakenWhole) {
  const std::string path = DataFile("bank-calls/08-01_to_24.csv");
  if (!Exists(path)) GTEST_SKIP() << "no real data here: " << path;
  const Reading r = ReadReal("bank-calls", path);
  EXPECT_THAT(r.reasons(), IsEmpty());
  EXPECT_EQ(r.responses.size(), 0u);
  std::map<std::string, int> servers = Count(path, 16), agents;
  int late = 0;
  for (const auto& interaction : r.interactions) {
    ++agents[interaction.legs_size() == 0 ? "NO_SERVER" : interaction.legs(0).staff_number()];
    EXPECT_EQ(interaction.abandoned(), interaction.legs_size() == 0);
    const int64_t length = interaction.ended_at().seconds() - interaction.started_at().seconds();
    EXPECT_GE(length, 0) << interaction.external_id();
    EXPECT_LT(length, 11 * 3600) << interaction.external_id();
    const absl::TimeZone zone = [] {
      absl::TimeZone jerusalem;
      absl::LoadTimeZone("Asia/Jerusalem", &jerusalem);
      return jerusalem;
    }();
    late += absl::ToCivilDay(absl::FromUnixSeconds(interaction.ended_at().seconds()), zone) >
            absl::ToCivilDay(absl::FromUnixSeconds(interaction.started_at().seconds()), zone);
  }
  EXPECT_EQ(r.interactions.size(), 34666u);
  EXPECT_EQ(agents, servers);
  EXPECT_EQ(late, 28) << "calls that pass midnight";
}

}  // namespace
}  // namespace aftercall::ctl
