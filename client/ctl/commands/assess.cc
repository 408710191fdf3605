#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/input/wire_time.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"
#include "shared/forms/form_proto.h"

namespace aftercall::ctl {
namespace {

struct AssessOptions {
  std::string interaction;
  std::vector<std::string> scores;
  std::string note;
  absl::Duration duration = absl::Minutes(30);
  bool all = false;
  bool shared = false;
  bool leaders = false;
  std::string with;
};

constexpr char kDoesNotApply[] = "-";

// "interactions/…", as lists show it, or the bare id.
std::string InteractionId(const std::string& name) {
  return std::string(absl::StripPrefix(name, "interactions/"));
}

// A whole name, as assess list --shared shows it, is another's.
std::string NameOf(const AssessOptions& options) {
  if (absl::StartsWith(options.interaction, "users/")) return options.interaction;
  return absl::StrCat("users/me/selfAssessments/", InteractionId(options.interaction));
}

std::string StateWords(v1::SelfAssessment::State state, const i18n::Translator& tr) {
  switch (state) {
    case v1::SelfAssessment::STATE_OPEN:
      return tr.Tr("open");
    case v1::SelfAssessment::STATE_SNOOZED:
      return tr.Tr("put off");
    case v1::SelfAssessment::STATE_REVEALED:
      return tr.Tr("open, seen first");
    case v1::SelfAssessment::STATE_COMMITTED:
      return tr.Tr("committed");
    case v1::SelfAssessment::STATE_SKIPPED:
      return tr.Tr("skipped");
    case v1::SelfAssessment::STATE_LAPSED:
      return tr.Tr("lapsed");
    case v1::SelfAssessment::STATE_WITHDRAWN:
      return tr.Tr("withdrawn");
    default:
      return "";
  }
}

std::string Moment(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M", input::FromTimestamp(time), absl::LocalTimeZone());
}

// When it comes again or lapses.
std::string Due(const v1::SelfAssessment& one) {
  if (one.has_wakes_at()) return Moment(one.wakes_at());
  return one.has_lapses_at() ? Moment(one.lapses_at()) : "";
}

void WriteList(const std::vector<v1::SelfAssessment>& list, Context& context) {
  if (context.format != OutputFormat::kTable) {
    std::vector<Json> all;
    for (const auto& one : list) all.push_back(ToJson(one));
    WriteAll(all, context.format, context.out);
    return;
  }
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("interaction"), tr.Tr("id in its source"), tr.Tr("topic"), tr.Tr("state"),
               tr.Tr("due"), tr.Tr("asked")});
  for (const auto& one : list) {
    table.Add({one.reference().interaction(), one.reference().interaction_external_id(),
               one.reference().topic(), StateWords(one.state(), tr), Due(one),
               Moment(one.asked_at())});
  }
  table.Write(context.out);
}

// Those of others.
void WriteShared(const std::vector<v1::SelfAssessment>& list, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("self-assessment"), tr.Tr("whose"), tr.Tr("id in its source"), tr.Tr("topic"),
               tr.Tr("committed")});
  for (const auto& one : list) {
    table.Add({one.name(), one.agent_display_name(), one.reference().interaction_external_id(),
               one.reference().topic(), Moment(one.committed_at())});
  }
  table.Write(context.out);
}

absl::Status RunList(const AssessOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::ListSelfAssessmentsRequest request;
  request.set_open_only(!options.all && !options.shared);
  request.set_shared_with_me(options.shared);
  request.set_page_size(1000);
  std::vector<v1::SelfAssessment> list;
  do {
    const auto page = (*server)->ListSelfAssessments(request);
    if (!page.ok()) return page.status();
    list.insert(list.end(), page->self_assessments().begin(), page->self_assessments().end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  if (options.shared && context.format == OutputFormat::kTable) {
    WriteShared(list, context);
  } else {
    WriteList(list, context);
  }
  return absl::OkStatus();
}

std::string ScoreText(const v1::SelfAssessment& one, const std::string& element) {
  for (const auto& score : one.scores()) {
    if (score.element_id() != element) continue;
    return score.has_score() ? absl::StrCat(score.score()) : kDoesNotApply;
  }
  return "";
}

// The elements to fill in, or as they were.
void WriteForm(const v1::SelfAssessment& one, const forms::Form& form, Context& context) {
  const i18n::Translator& tr = context.tr;
  const bool committed = one.state() == v1::SelfAssessment::STATE_COMMITTED;
  Table table({tr.Tr("element"), tr.Tr("what is looked at"), tr.Tr("scale"), tr.Tr("score")});
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      const std::string score = ScoreText(one, element.id);
      if (committed ? score.empty() : !element.quick) continue;
      table.Add({element.id, std::string(forms::InLanguage(form, element.title, tr.language())),
                 absl::StrCat(element.low, "–", element.high, element.may_not_apply ? ", -" : ""),
                 score});
    }
  }
  table.Write(context.out);
}

using Shares = google::protobuf::RepeatedPtrField<v1::SelfAssessment::Share>;

void WriteShares(const Shares& shares, Context& context) {
  if (context.format != OutputFormat::kTable) {
    std::vector<Json> all;
    for (const auto& share : shares) all.push_back(ToJson(share));
    WriteAll(all, context.format, context.out);
    return;
  }
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("shared with"), tr.Tr("since"), tr.Tr("taken back")});
  for (const auto& share : shares) {
    table.Add({share.has_leaders() ? tr.Tr("whoever leads your team") : share.display_name(),
               Moment(share.shared_at()),
               share.has_withdrawn_at() ? Moment(share.withdrawn_at()) : ""});
  }
  table.Write(context.out);
}

// Who had seen an answer before the commit, if anybody.
void WriteMark(const v1::SelfAssessment& one, Context& context) {
  if (one.leader_opened()) {
    context.out << context.tr.Tr("A team leader opened the answer before the commit.") << "\n";
  } else if (one.seen_first()) {
    context.out << context.tr.Tr("The answer was seen first.") << "\n";
  }
}

absl::Status RunShow(const AssessOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::GetSelfAssessmentRequest request;
  request.set_name(NameOf(options));
  const auto response = (*server)->GetSelfAssessment(request);
  if (!response.ok()) return response.status();
  const v1::SelfAssessment& one = response->self_assessment();
  if (context.format != OutputFormat::kTable) {
    WriteOne(ToJson(one), context.format, context.out);
    return absl::OkStatus();
  }
  v1::GetFormRequest form_request;
  form_request.set_name(one.form());
  form_request.set_version(one.form_version());
  const auto form = (*server)->GetForm(form_request);
  if (!form.ok()) return form.status();
  WriteList({one}, context);
  context.out << "\n";
  WriteForm(one, forms::FromProto(form->form()), context);
  if (!one.note().empty()) context.out << "\n" << ForTerminal(one.note()) << "\n";
  WriteMark(one, context);
  if (one.shares_size() > 0) {
    context.out << "\n";
    WriteShares(one.shares(), context);
  }
  return absl::OkStatus();
}

// "need=4", or "need=-" where it does not apply.
absl::StatusOr<v1::SelfAssessment::Score> ReadScore(const std::string& text,
                                                    const i18n::Translator& tr) {
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  int32_t value = 0;
  const bool applies = parts.size() == 2 && parts[1] != kDoesNotApply;
  if (parts.size() != 2 || parts[0].empty() || (applies && !absl::SimpleAtoi(parts[1], &value))) {
    return UsageError(i18n::Format(
        tr.Tr("--score expects ELEMENT=NUMBER, or ELEMENT=- where it does not apply; not {value}"),
        {{"value", text}}));
  }
  v1::SelfAssessment::Score score;
  score.set_element_id(parts[0]);
  if (applies) {
    score.set_score(value);
  } else {
    score.set_does_not_apply(true);
  }
  return score;
}

// What came of a move: one line, or the whole.
absl::Status Tell(const v1::SelfAssessment& one, Context& context) {
  if (context.format == OutputFormat::kTable) {
    context.out << StateWords(one.state(), context.tr) << "\n";
  } else {
    WriteOne(ToJson(one), context.format, context.out);
  }
  return absl::OkStatus();
}

// Calls `method` with `request`, which is given its name and an id, and tells what came of it.
template <typename Request, typename Response>
absl::Status Move(const AssessOptions& options, Context& context, Request request,
                  absl::StatusOr<Response> (ServerLink::*method)(const Request&)) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  request.set_name(NameOf(options));
  request.set_request_id(NewRequestId());
  const auto response = ((*server)->*method)(request);
  if (!response.ok()) return response.status();
  return Tell(response->self_assessment(), context);
}

absl::Status RunSubmit(const AssessOptions& options, Context& context) {
  v1::CommitSelfAssessmentRequest request;
  for (const std::string& text : options.scores) {
    const auto score = ReadScore(text, context.tr);
    if (!score.ok()) return score.status();
    *request.add_scores() = *score;
  }
  request.set_note(options.note);
  return Move(options, context, request, &ServerLink::CommitSelfAssessment);
}

absl::Status RunSkip(const AssessOptions& options, Context& context) {
  return Move(options, context, v1::SkipSelfAssessmentRequest(), &ServerLink::SkipSelfAssessment);
}

absl::Status RunReveal(const AssessOptions& options, Context& context) {
  return Move(options, context, v1::RevealSelfAssessmentRequest(),
              &ServerLink::RevealSelfAssessment);
}

absl::Status RunSnooze(const AssessOptions& options, Context& context) {
  v1::SnoozeSelfAssessmentRequest request;
  request.mutable_duration()->set_seconds(absl::ToInt64Seconds(options.duration));
  return Move(options, context, request, &ServerLink::SnoozeSelfAssessment);
}

// Calls `method` for the one and the person, or the leaders, that the options name.
template <typename Request, typename Response>
absl::Status ChangeShare(const AssessOptions& options, Context& context,
                         absl::StatusOr<Response> (ServerLink::*method)(const Request&)) {
  if (options.leaders == !options.with.empty()) {
    return UsageError(context.tr.Tr("name either --leaders or --with"));
  }
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  Request request;
  request.set_name(NameOf(options));
  request.set_request_id(NewRequestId());
  if (options.leaders) {
    request.set_leaders(true);
  } else {
    request.set_user(options.with);
  }
  const auto response = ((*server)->*method)(request);
  if (!response.ok()) return response.status();
  WriteShares(response->shares(), context);
  return absl::OkStatus();
}

absl::Status RunShare(const AssessOptions& options, Context& context) {
  return ChangeShare(options, context, &ServerLink::ShareSelfAssessment);
}

absl::Status RunUnshare(const AssessOptions& options, Context& context) {
  return ChangeShare(options, context, &ServerLink::UnshareSelfAssessment);
}

absl::Status RunRequest(const AssessOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::RequestSelfAssessmentRequest request;
  request.set_interaction(absl::StrCat("interactions/", InteractionId(options.interaction)));
  request.set_request_id(NewRequestId());
  const auto response = (*server)->RequestSelfAssessment(request);
  if (!response.ok()) return response.status();
  return Tell(response->self_assessment(), context);
}

}  // namespace

std::vector<Command> AssessCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<AssessOptions>();
  const Option interaction{"interaction",
                           tr.Tr("The interaction: interactions/… as assess list shows it"),
                           &options->interaction, true};
  const auto command = [&](std::string path, std::string summary, const std::string& example,
                           std::vector<Option> all,
                           absl::Status (*run)(const AssessOptions&, Context&)) {
    Command made;
    made.path = std::move(path);
    made.summary = std::move(summary);
    made.examples = {absl::StrCat("aftercallctl --token-file maya.token ", example)};
    made.options = std::move(all);
    made.reads = true;
    made.run = [options, run](Context& context) { return run(*options, context); };
    return made;
  };
  Command submit = command(
      "assess submit", tr.Tr("Commits your own scores; what the customer said opens then"),
      "assess submit interactions/0d4f… --score need=4 --score explanation=3 --score outcome=5 "
      "--score care=-",
      {interaction,
       {"--score", tr.Tr("ELEMENT=NUMBER, or ELEMENT=- where it does not apply; repeated"),
        &options->scores},
       {"--note", tr.Tr("One thing you would do differently"), &options->note}},
      RunSubmit);
  submit.details =
      tr.Tr("Every element that assess show lists wants a score. Only you can read them.");
  const Option leaders{"--leaders", tr.Tr("Whoever leads your team"), &options->leaders};
  const Option with{"--with", tr.Tr("One person: id or exact name"), &options->with};
  Command share =
      command("assess share", tr.Tr("Lets others read one, once it is committed"),
              "assess share interactions/0d4f… --leaders", {interaction, leaders, with}, RunShare);
  share.details = tr.Tr(
      "They see your scores and your note, and user looks tells you when they did. What you take\n"
      "back with assess unshare stays listed with its times.");
  return {
      command("assess list", tr.Tr("Lists self-assessments that wait for you"), "assess list",
              {{"--all", tr.Tr("Also those that are done, skipped or lapsed"), &options->all},
               {"--shared", tr.Tr("Those of others that are shared with you"), &options->shared}},
              RunList),
      command("assess show", tr.Tr("Shows a self-assessment and what it asks"),
              "assess show interactions/0d4f…", {interaction}, RunShow),
      command("assess request", tr.Tr("Asks for one about an interaction of yours"),
              "assess request interactions/0d4f…", {interaction}, RunRequest),
      std::move(submit),
      command("assess snooze", tr.Tr("Puts one off"), "assess snooze interactions/0d4f… --for 45m",
              {interaction, {"--for", tr.Tr("For how long, up to four hours"), &options->duration}},
              RunSnooze),
      command("assess reveal",
              tr.Tr("Shows what the customer said first; the commit is marked then"),
              "assess reveal interactions/0d4f…", {interaction}, RunReveal),
      command("assess skip", tr.Tr("Does without it; what the customer said opens"),
              "assess skip interactions/0d4f…", {interaction}, RunSkip),
      std::move(share),
      command("assess unshare", tr.Tr("Takes back what was shared"),
              "assess unshare interactions/0d4f… --with \"Lee Wong\"", {interaction, leaders, with},
              RunUnshare),
      AssessFiguresCommand(tr),
  };
}

}  // namespace aftercall::ctl
