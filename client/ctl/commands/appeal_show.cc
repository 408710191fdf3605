#include "client/ctl/commands/appeal_show.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/commands/review_show.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

constexpr char kTasks[] = "/appealTasks/";

void WriteWords(const std::string& heading, const std::string& words, Context& context) {
  if (!words.empty()) context.out << heading << ": " << ForTerminal(words) << "\n";
}

absl::Status WriteWhole(const v1::Appeal& one, ServerLink&, Context& context) {
  WriteAppeals({one}, context);
  WriteWords(context.tr.Tr("Against the review"), one.review(), context);
  WriteWords(context.tr.Tr("Your reason"), one.reason(), context);
  WriteWords(context.tr.Tr("Why it was decided so"), one.decision(), context);
  return absl::OkStatus();
}

// Only whoever it waits for is told what is contested.
absl::Status WriteContested(const v1::AppealTask& one, ServerLink& server, Context& context) {
  const i18n::Translator& tr = context.tr;
  if (one.has_content()) return WriteFilledIn(one, server, context);
  WriteWords(tr.Tr("Question"), one.question().prompt(), context);
  if (one.has_due_at() && !one.evaluation()) {
    const auto& scale = one.question();
    WriteWords(tr.Tr("Answer"),
               i18n::Format(tr.Tr("{value} on a scale from {low} to {high}"),
                            {{"value", absl::StrCat(one.rating())},
                             {"low", absl::StrCat(scale.low())},
                             {"high", absl::StrCat(scale.high())}}),
               context);
  }
  WriteWords(tr.Tr("The customer's words"), one.comment(), context);
  return absl::OkStatus();
}

absl::Status WriteWhole(const v1::AppealTask& one, ServerLink& server, Context& context) {
  const i18n::Translator& tr = context.tr;
  WriteAppealTasks({one}, context);
  if (auto status = WriteContested(one, server, context); !status.ok()) return status;
  WriteWords(tr.Tr("Why the agent appeals"), one.reason(), context);
  WriteWords(tr.Tr("Recording"), one.recording_uri(), context);
  if (!one.text().empty()) context.out << ForTerminal(one.text()) << "\n";
  WriteWords(tr.Tr("Why it was decided so"), one.decision(), context);
  return absl::OkStatus();
}

template <typename Message>
absl::Status Show(const Message& one, ServerLink& server, Context& context) {
  if (context.format == OutputFormat::kTable) return WriteWhole(one, server, context);
  WriteOne(ToJson(one), context.format, context.out);
  return absl::OkStatus();
}

// The id of the question that is contested; or that it is a review.
std::string ContestedWords(bool is_review, const std::string& question_id,
                           const i18n::Translator& tr) {
  return is_review ? tr.Tr("(a review)") : question_id;
}

}  // namespace

std::string StateWords(v1::Appeal::State state, const i18n::Translator& tr) {
  switch (state) {
    case v1::Appeal::STATE_OPEN:
      return tr.Tr("waiting to be decided");
    case v1::Appeal::STATE_IN_DECISION:
      return tr.Tr("being decided");
    case v1::Appeal::STATE_UPHELD:
      return tr.Tr("upheld");
    case v1::Appeal::STATE_DECLINED:
      return tr.Tr("not upheld");
    case v1::Appeal::STATE_WITHDRAWN:
      return tr.Tr("withdrawn");
    default:
      return "";
  }
}

std::string StateWords(v1::AppealTask::State state, const i18n::Translator& tr) {
  switch (state) {
    case v1::AppealTask::STATE_OFFERED:
      return tr.Tr("offered");
    case v1::AppealTask::STATE_TAKEN:
      return tr.Tr("taken");
    case v1::AppealTask::STATE_DECIDED:
      return tr.Tr("decided");
    case v1::AppealTask::STATE_LAPSED:
      return tr.Tr("lapsed");
    case v1::AppealTask::STATE_WITHDRAWN:
      return tr.Tr("no longer needed");
    default:
      return "";
  }
}

void WriteAppeals(const std::vector<v1::Appeal>& appeals, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("appeal"), tr.Tr("id in its source"), tr.Tr("topic"), tr.Tr("question"),
               tr.Tr("state"), tr.Tr("opened"), tr.Tr("decided")});
  for (const auto& one : appeals) {
    table.Add({one.name(), one.reference().interaction_external_id(), one.reference().topic(),
               ContestedWords(!one.review().empty(), one.question_id(), tr),
               StateWords(one.state(), tr), MinuteText(one.opened_at()),
               DayPartText(one.decided(), tr)});
  }
  table.Write(context.out);
}

void WriteAppealTasks(const std::vector<v1::AppealTask>& tasks, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("appeal task"), tr.Tr("topic"), tr.Tr("when it was"), tr.Tr("question"),
               tr.Tr("state"), tr.Tr("due")});
  for (const auto& one : tasks) {
    const std::string state = one.state() != v1::AppealTask::STATE_DECIDED
                                  ? StateWords(one.state(), tr)
                              : one.upheld() ? tr.Tr("upheld")
                                             : tr.Tr("not upheld");
    table.Add({one.name(), one.topic(), DayPartText(one.ended(), tr),
               ContestedWords(one.evaluation(), one.question().question_id(), tr), state,
               one.has_due_at() ? MinuteText(one.due_at()) : ""});
  }
  table.Write(context.out);
}

bool IsOfAppeal(const std::string& name) {
  return absl::StrContains(name, "/appeals/") || absl::StrContains(name, kTasks);
}

absl::Status ShowAppeal(const std::string& name, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  if (absl::StrContains(name, kTasks)) {
    v1::GetAppealTaskRequest request;
    request.set_name(name);
    const auto response = (*server)->GetAppealTask(request);
    return response.ok() ? Show(response->appeal_task(), **server, context) : response.status();
  }
  v1::GetAppealRequest request;
  request.set_name(name);
  const auto response = (*server)->GetAppeal(request);
  return response.ok() ? Show(response->appeal(), **server, context) : response.status();
}

}  // namespace aftercall::ctl
