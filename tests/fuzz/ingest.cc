#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "aftercall/v1/ingest_service.pb.h"
#include "backend/commands/ingest_batch.h"
#include "backend/domain/language.h"
#include "backend/domain/limits.h"
#include "backend/rpc/page_token.h"
#include "backend/rpc/record_proto.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "shared/base/ids.h"
#include "shared/base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"
#include "tests/support/manual_clock.h"
#include "tests/support/reckoning.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/writes.h"

// Records of other systems, from bytes to rows: BatchIngestRequests in parts, taken one after
// another into a store of their own.
namespace aftercall::fuzz {
namespace {

template <typename T>
T Value(absl::StatusOr<T> result) {
  Require(result.ok(), absl::StrCat("the store answers: ", result.status().ToString()));
  return *std::move(result);
}

// A store that is empty at the beginning of each input.
class Backend {
 public:
  Backend() { store_ = Value(store::OpenSqliteStore(path_, clock_)); }

  commands::BatchResult Ingest(const v1::BatchIngestRequest& request) {
    std::vector<commands::Record> records;
    for (const auto& proto : request.records()) {
      records.push_back(rpc::FromProto(proto, store_->HashKey()));
    }
    commands::BatchResult result;
    const auto status = testing::Run(*store_, [&](store::Transaction& transaction) {
      auto taken = commands::IngestBatch(transaction, policy_, std::move(records));
      if (!taken.ok()) return taken.status();
      result = *std::move(taken);
      return absl::OkStatus();
    });
    Require(status.ok(), absl::StrCat("a batch is taken: ", status.ToString()));
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  std::unique_ptr<store::Reader> NewReader() { return Value(store_->NewReader()); }
  const std::string& path() const { return path_; }
  testing::Rules rules() const { return {policy_.calendar, policy_.rerating_window}; }

 private:
  testing::TemporaryDirectory directory_;
  const std::string path_ = directory_.File("ingest.db");
  testing::ManualClock clock_;
  commands::Policy policy_;
  std::unique_ptr<store::Store> store_;
};

void RequireTold(const v1::BatchIngestRequest& request, const commands::BatchResult& result) {
  const int64_t all =
      result.created + result.changed + result.unchanged + result.pending + result.refused;
  Require(all == request.records_size(), "each record has one outcome");
  int64_t refused = 0;
  for (const auto& [index, is_refusal, problem] : result.problems) {
    refused += is_refusal;
    Require(index >= 0 && index < request.records_size(), "a problem names its record");
    Require(!problem.reason.empty() && !problem.field.empty() && !problem.description.empty(),
            "a problem names reason, field and what was expected");
  }
  Require(refused == result.refused, "each refusal is explained");
  Require(WireTakes(rpc::ToProto(result)), "an answer can be sent");
}

void RequireText(absl::string_view text, size_t limit) {
  Require(base::IsValidUtf8(text), "what comes back is UTF-8");
  Require(base::CountCharacters(text) <= limit, "what comes back is within limits");
}

void RequireSound(const store::ListedInteraction& listed) {
  const domain::Interaction& told = listed.facts.interaction.told;
  RequireText(told.source, domain::kSourceCharacters);
  RequireText(told.external_id, domain::kExternalIdCharacters);
  RequireText(told.topic, domain::kNameCharacters);
  RequireText(told.queue, domain::kNameCharacters);
  Require(!domain::CheckLanguage("", told.language), "what comes back is a language's tag");
  RequireText(told.time_zone, domain::kNameCharacters);
  // A mark may be longer than what it stands for.
  RequireText(told.text, domain::kTextCharacters * 2);
  RequireText(told.recording_uri, domain::kUriCharacters);
  RequireText(listed.agent_display_name, domain::kNameCharacters);
  RequireText(listed.team_display_name, domain::kNameCharacters);
  std::set<std::string> current;
  for (const auto& response : listed.facts.responses) {
    Require(!response.current || current.insert(response.told.external_id).second,
            "of one answer's tellings one is current");
    RequireText(response.told.comment, 2 * commands::Policy().comment_limit);
    RequireText(response.told.external_id, domain::kExternalIdCharacters);
  }
}

// Lists go page by page, whatever people and teams are called.
void RequirePages(store::Reader& reader) {
  std::vector<std::string> place;
  for (const auto& user : Value(reader.ListUsers({}, "", {}, 1000))) {
    RequireText(user.display_name, domain::kNameCharacters);
    place = {user.display_name, base::FormatId(user.id.value)};
    const auto read = rpc::ReadPageToken(rpc::MakePageToken(place), 2);
    Require(read.ok() && *read == place, "a list goes on after any person");
  }
  for (const auto& team : Value(reader.ListTeams("", 1000))) {
    place = {team.display_name};
    const auto read = rpc::ReadPageToken(rpc::MakePageToken(place), 1);
    Require(read.ok() && *read == place, "a list goes on after any team");
  }
}

// Figures and feeds are what the rows say, reckoned in another way.
void RequireReckoning(Backend& backend, store::Reader& reader) {
  const auto listed = Value(reader.ListInteractions({}, store::Part::kOwner, {}, {}, 1000));
  for (const auto& one : listed) {
    RequireSound(one);
    // The reckoning reads names as SQL gives them, which ends at a NUL.
    if (one.facts.interaction.told.topic.find('\0') != std::string::npos) return;
  }
  const testing::Reckoning reckoning = testing::Reckon(reader, backend.rules());
  Require(testing::ReadRollups(backend.path()) == reckoning.figures,
          "figures are what the rows say");
  std::map<testing::VerdictKey, testing::Standing> told;
  for (const auto& user : Value(reader.ListUsers({}, "", {}, 1000))) {
    told.merge(testing::Fold(Value(reader.ReadFeed(user.id, 0, 10000)).entries));
  }
  auto expected = reckoning.verdicts;
  for (auto& [key, standing] : expected) standing.team = {};
  Require(told == expected, "feeds leave standing what the rows say");
}

}  // namespace

void Try(absl::string_view input) {
  std::vector<v1::BatchIngestRequest> requests;
  for (const std::string& part : Parts(input)) {
    v1::BatchIngestRequest request;
    if (ReadMessage(part, request) && request.records_size() <= 50) requests.push_back(request);
  }
  if (requests.empty()) return;
  Backend backend;
  for (const auto& request : requests) RequireTold(request, backend.Ingest(request));
  const auto reader = backend.NewReader();
  RequirePages(*reader);
  RequireReckoning(backend, *reader);

  // Told a second time, nothing is new.
  const int64_t interactions = requests.back().records_size();
  const commands::BatchResult again = backend.Ingest(requests.back());
  Require(again.created + again.pending == 0 || interactions > 1,
          "a record that is told twice is known");
  RequireReckoning(backend, *reader);
}

}  // namespace aftercall::fuzz
