#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/commands/scope.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"
#include "shared/i18n/words.h"

namespace aftercall::ctl {
namespace {

// Interactions of one page.
constexpr int64_t kPage = 500;

struct ListOptions {
  ScopeOptions scope;
  bool pending = false;
  bool took_part = false;
  int64_t limit = 50;
};

std::string ChannelWords(const i18n::Translator& tr, v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_VOICE:
      return i18n::ChannelName(tr, i18n::Channel::kVoice);
    case v1::CHANNEL_EMAIL:
      return i18n::ChannelName(tr, i18n::Channel::kEmail);
    case v1::CHANNEL_CHAT:
      return i18n::ChannelName(tr, i18n::Channel::kChat);
    case v1::CHANNEL_SOCIAL:
      return i18n::ChannelName(tr, i18n::Channel::kSocial);
    default:
      return "";
  }
}

std::string DayOf(const v1::Interaction& interaction) {
  return interaction.has_business_day()
             ? Json(ToJson(interaction)["business_day"]).get<std::string>()
             : "";
}

// "csat 5, resolved 1 (appeal upheld)".
std::string Answers(const i18n::Translator& tr, const v1::Interaction& interaction) {
  return absl::StrJoin(
      interaction.responses(), ", ", [&](std::string* out, const v1::SurveyResponse& response) {
        const std::string answer = absl::StrCat(response.question_id(), " ", response.rating());
        out->append(response.appeal_upheld()
                        ? i18n::Format(tr.Tr("{answer} (appeal upheld)"), {{"answer", answer}})
                        : answer);
      });
}

std::string Comments(const v1::Interaction& interaction) {
  std::string comments;
  for (const v1::SurveyResponse& response : interaction.responses()) {
    if (response.comment().empty()) continue;
    absl::StrAppend(&comments, comments.empty() ? "" : " / ", response.comment());
  }
  return comments;
}

void WriteTable(const std::vector<v1::Interaction>& interactions, const Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("interaction"), tr.Tr("id in the source"), tr.Tr("day"), tr.Tr("agent"),
               tr.Tr("team"), tr.Tr("channel"), tr.Tr("topic"), tr.Tr("answers"),
               tr.Tr("comment")});
  for (const v1::Interaction& interaction : interactions) {
    const std::string agent =
        interaction.abandoned() ? tr.Tr("abandoned") : interaction.agent_display_name();
    table.Add({interaction.name(), interaction.external_id(), DayOf(interaction), agent,
               interaction.team(), ChannelWords(tr, interaction.channel()), interaction.topic(),
               Answers(tr, interaction), Comments(interaction)});
  }
  table.Write(context.out);
}

absl::StatusOr<std::vector<v1::Interaction>> Fetch(v1::ListInteractionsRequest request,
                                                   int64_t limit, ServerLink* server) {
  std::vector<v1::Interaction> interactions;
  while (static_cast<int64_t>(interactions.size()) < limit) {
    request.set_page_size(
        static_cast<int32_t>(std::min(kPage, limit - static_cast<int64_t>(interactions.size()))));
    absl::StatusOr<v1::ListInteractionsResponse> page = server->ListInteractions(request);
    if (!page.ok()) return page.status();
    for (v1::Interaction& interaction : *page->mutable_interactions()) {
      interactions.push_back(std::move(interaction));
    }
    if (page->next_page_token().empty()) break;
    request.set_page_token(page->next_page_token());
  }
  return interactions;
}

absl::Status RunList(const ListOptions& options, Context& context) {
  v1::ListInteractionsRequest request;
  absl::Status scope = FillScope(options.scope, context.tr, &request, options.pending);
  if (!scope.ok()) return scope;
  if (options.limit < 1) return UsageError(context.tr.Tr("--limit is a number above 0"));
  if (options.pending) request.set_pending(true);
  request.set_took_part(options.took_part);
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<std::vector<v1::Interaction>> interactions =
      Fetch(std::move(request), options.limit, *server);
  if (!interactions.ok()) return interactions.status();
  if (context.format == OutputFormat::kTable) {
    WriteTable(*interactions, context);
    return absl::OkStatus();
  }
  std::vector<Json> values;
  for (const v1::Interaction& interaction : *interactions) values.push_back(ToJson(interaction));
  WriteAll(values, context.format, context.out);
  return absl::OkStatus();
}

// A message for people: one field a line, what is inside indented by its name.
void WriteFields(const Json& value, const std::string& path, const Context& context) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      WriteFields(inner, path.empty() ? key : absl::StrCat(path, ".", key), context);
    }
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) {
      WriteFields(value[i], absl::StrCat(path, "[", i, "]"), context);
    }
  } else {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    context.out << path << ": " << ForTerminal(text) << "\n";
  }
}

std::string WholeName(const std::string& name) {
  return absl::StrContains(name, '/') ? name : absl::StrCat("interactions/", name);
}

void WriteSeal(const v1::Interaction& interaction, const Context& context) {
  if (!interaction.sealed()) return;
  context.out << (interaction.seal_opened()
                      ? context.tr.Tr("Sealed for the agent, opened by a leader.")
                      : context.tr.Tr("Sealed until the agent has assessed themselves."))
              << "\n";
}

absl::Status RunGet(const std::string& name, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::GetInteractionRequest request;
  request.set_name(WholeName(name));
  const absl::StatusOr<v1::GetInteractionResponse> response = (*server)->GetInteraction(request);
  if (!response.ok()) return response.status();
  const Json json = ToJson(response->interaction());
  if (context.format == OutputFormat::kTable) {
    WriteFields(json, "", context);
    WriteSeal(response->interaction(), context);
  } else {
    WriteOne(json, context.format, context.out);
  }
  return absl::OkStatus();
}

// And shows what it has opened.
absl::Status RunOpen(const std::string& name, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::OpenSealRequest request;
  request.set_name(WholeName(name));
  request.set_request_id(NewRequestId());
  const auto response = (*server)->OpenSeal(request);
  if (!response.ok()) return response.status();
  return RunGet(name, context);
}

}  // namespace

std::vector<Command> InteractionCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<ListOptions>();
  Command list;
  list.path = "interactions list";
  list.summary = tr.Tr("Lists contacts with their answers, the latest first");
  list.examples = {"aftercallctl interactions list --user \"Maya Collins\" --limit 10",
                   "aftercallctl interactions list --all --from 2023-08-24 --output jsonl",
                   "aftercallctl interactions list --user users/me --took-part",
                   "aftercallctl interactions list --pending"};
  list.reads = true;
  list.options = DescribeScope(tr, &options->scope);
  list.options.push_back(
      {"--pending", tr.Tr("Answers that wait for their contact"), &options->pending});
  list.options.push_back(
      {"--took-part",
       tr.Tr("With --user: contacts of others in which they had an earlier part, uncounted"),
       &options->took_part});
  list.options.push_back({"--limit", tr.Tr("At most so many; 50"), &options->limit});
  list.run = [options](Context& context) { return RunList(*options, context); };

  auto name = std::make_shared<std::string>();
  Command get;
  get.path = "interactions get";
  get.summary = tr.Tr("Shows one contact, with its answers and their history");
  get.examples = {"aftercallctl interactions get interactions/0dbt2v4p9k3rm"};
  get.reads = true;
  get.options = {{"name", tr.Tr("The interaction's id"), name.get(), true}};
  get.run = [name](Context& context) { return RunGet(*name, context); };

  Command open;
  open.path = "interactions open";
  open.summary = tr.Tr(
      "Opens the sealed answers of an agent you lead; a self-assessment committed afterwards is "
      "marked");
  open.details = tr.Tr(
      "For the agent they stay sealed, and they enter no figure yet. user looks tells the agent "
      "that\n"
      "you opened them.");
  open.examples = {
      "aftercallctl --token-file lee.token interactions open interactions/0dbt2v4p9k3rm"};
  open.reads = true;
  open.options = {{"interaction", tr.Tr("The interaction's id"), name.get(), true}};
  open.run = [name](Context& context) { return RunOpen(*name, context); };
  return {list, get, open};
}

}  // namespace aftercall::ctl
