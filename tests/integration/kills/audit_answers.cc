#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "aftercall/v1/insight_service.grpc.pb.h"
#include "aftercall/v1/interaction_service.grpc.pb.h"
#include "tests/integration/kills/audit.h"
#include "tests/support/calls.h"

namespace aftercall::kills {
namespace {

using testing::Findings;
using testing::FromGrpc;

constexpr int kPage = 1000;

// What is told and acknowledged, as an API would say it.
struct Expected {
  std::map<std::string, Story::Call> calls;  // told ones
  Verdicts verdicts;
  std::set<std::string> pending;  // external ids of answers
};

Expected ExpectedOf(const std::vector<const Story*>& stories) {
  Expected expected;
  expected.verdicts = VerdictsOf(stories);
  for (const Story* story : stories) {
    for (const auto& [id, call] : story->calls()) {
      if (call.told) expected.calls[id] = call;
    }
    for (const auto& [id, answer] : story->given()) {
      if (!story->calls().at(answer.tellings.back().call).told) expected.pending.insert(id);
    }
  }
  return expected;
}

class Manager {
 public:
  Manager(const Server& server, std::string token)
      : interactions_(v1::InteractionService::NewStub(server.Connect())),
        insight_(v1::InsightService::NewStub(server.Connect())),
        token_(std::move(token)) {}

  // All interactions, or the answers that wait for theirs.
  absl::StatusOr<std::vector<v1::Interaction>> List(bool pending) {
    std::vector<v1::Interaction> all;
    v1::ListInteractionsRequest request;
    pending ? request.set_pending(true) : request.set_all(true);
    request.set_page_size(kPage);
    do {
      grpc::ClientContext context;
      testing::SignIn(token_, &context);
      context.set_wait_for_ready(true);
      v1::ListInteractionsResponse page;
      absl::Status read = FromGrpc(interactions_->ListInteractions(&context, request, &page));
      if (!read.ok()) return read;
      all.insert(all.end(), page.interactions().begin(), page.interactions().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  absl::StatusOr<v1::Summary> Summary() {
    grpc::ClientContext context;
    testing::SignIn(token_, &context);
    context.set_wait_for_ready(true);
    v1::GetSummaryRequest request;
    request.set_all(true);
    v1::GetSummaryResponse response;
    absl::Status read = FromGrpc(insight_->GetSummary(&context, request, &response));
    if (!read.ok()) return read;
    return response.summary();
  }

 private:
  const std::unique_ptr<v1::InteractionService::Stub> interactions_;
  const std::unique_ptr<v1::InsightService::Stub> insight_;
  const std::string token_;
};

void CheckInteraction(const v1::Interaction& read, const Story::Call& call,
                      const Verdicts& verdicts, Findings* findings) {
  const std::string& id = read.external_id();
  findings->Check(
      "Durable", read.agent_display_name() == absl::StrCat("Agent ", call.agent),
      absl::StrCat(id, " is said to be of ", read.agent_display_name(), ", not ", call.agent));
  findings->Check("Durable", read.abandoned() == call.abandoned, id + " is not what was told last");
  if (call.abandoned) return;
  std::map<std::string, std::pair<int, std::string>> counting;
  for (const v1::SurveyResponse& response : read.responses()) {
    counting[response.question().question_id()] = {response.rating(), response.comment()};
  }
  std::map<std::string, std::pair<int, std::string>> expected;
  for (auto it = verdicts.lower_bound({id, ""}); it != verdicts.end() && it->first.first == id;
       ++it) {
    expected[it->first.second] = {it->second.rating, it->second.comment};
  }
  findings->Check("Durable", counting == expected,
                  absl::StrCat("of ", id, " other answers count: ", read.ShortDebugString()));
}

void CheckSummary(const v1::Summary& summary, const Expected& expected, Findings* findings) {
  std::map<std::pair<std::string, int>, int64_t> steps;
  std::set<std::string> answered;
  for (const auto& [key, standing] : expected.verdicts) {
    ++steps[{key.second, standing.rating}];
    answered.insert(key.first);
  }
  int64_t abandoned = 0;
  for (const auto& [id, call] : expected.calls) abandoned += call.abandoned;
  const auto same = [&](const char* what, int64_t read, int64_t right) {
    findings->Check("Figures", read == right,
                    absl::StrCat("the summary has ", read, " ", what, ", not ", right));
  };
  same("interactions", summary.interactions(),
       static_cast<int64_t>(expected.calls.size()) - abandoned);
  same("abandoned", summary.abandoned(), abandoned);
  same("responses", summary.responses(), static_cast<int64_t>(answered.size()));
  for (const v1::QuestionFigures& question : summary.questions()) {
    for (const auto& step : question.distribution()) {
      const std::string& id = question.question().question_id();
      same(absl::StrCat("answers ", step.value(), " to ", id).c_str(), step.count(),
           steps[{id, step.value()}]);
    }
  }
}

}  // namespace

absl::Status AuditAnswers(const Server& server, const People& people,
                          const std::vector<const Story*>& stories, Findings* findings) {
  const Expected expected = ExpectedOf(stories);
  Manager manager(server, people.manager.token);
  const auto interactions = manager.List(false);
  if (!interactions.ok()) return interactions.status();
  std::set<std::string> read;
  for (const v1::Interaction& interaction : *interactions) {
    const std::string& id = interaction.external_id();
    findings->Check("Unique", read.insert(id).second, id + " is listed twice");
    const auto call = expected.calls.find(id);
    findings->Check("Durable", call != expected.calls.end(), id + " was never told");
    if (call == expected.calls.end()) continue;
    CheckInteraction(interaction, call->second, expected.verdicts, findings);
  }
  for (const auto& [id, call] : expected.calls) {
    findings->Check("Durable", read.count(id) > 0, id + " was acknowledged and is not there");
  }
  const auto pending = manager.List(true);
  if (!pending.ok()) return pending.status();
  std::set<std::string> waiting;
  for (const v1::Interaction& interaction : *pending) {
    for (const auto& response : interaction.responses()) waiting.insert(response.external_id());
  }
  findings->Check("Durable", waiting == expected.pending, "other answers wait for their calls");
  const auto summary = manager.Summary();
  if (!summary.ok()) return summary.status();
  CheckSummary(*summary, expected, findings);
  return absl::OkStatus();
}

}  // namespace aftercall::kills
