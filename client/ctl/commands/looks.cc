#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

constexpr int kLooksPage = 500;

std::string KindWords(const i18n::Translator& tr, v1::Access::Kind kind) {
  switch (kind) {
    case v1::Access::KIND_SUMMARY:
      return tr.Tr("your figures");
    case v1::Access::KIND_INTERACTIONS:
      return tr.Tr("a list with contacts of yours");
    case v1::Access::KIND_INTERACTION:
      return tr.Tr("one of your contacts");
    case v1::Access::KIND_SELF_ASSESSMENT:
      return tr.Tr("a self-assessment that you shared");
    case v1::Access::KIND_SEAL:
      return tr.Tr("answers that are sealed for you, opened");
    default:
      return "";
  }
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixSeconds(time.seconds()),
                          absl::LocalTimeZone());
}

absl::Status RunLooks(Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::ListAccessesRequest request;
  request.set_page_size(kLooksPage);
  std::vector<v1::Access> accesses;
  do {
    absl::StatusOr<v1::ListAccessesResponse> page = (*server)->ListAccesses(request);
    if (!page.ok()) return page.status();
    for (v1::Access& access : *page->mutable_accesses()) accesses.push_back(std::move(access));
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  if (context.format != OutputFormat::kTable) {
    std::vector<Json> values;
    for (const v1::Access& access : accesses) values.push_back(ToJson(access));
    WriteAll(values, context.format, context.out);
    return absl::OkStatus();
  }
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("who"), tr.Tr("looked at"), tr.Tr("first"), tr.Tr("last"), tr.Tr("times")});
  for (const v1::Access& access : accesses) {
    table.Add({access.reader_display_name(), KindWords(tr, access.kind()),
               TimeText(access.first_at()), TimeText(access.last_at()),
               absl::StrCat(access.looks())});
  }
  table.Write(context.out);
  return absl::OkStatus();
}

}  // namespace

Command LooksCommand(const i18n::Translator& tr) {
  Command command;
  command.path = "user looks";
  command.summary = tr.Tr("Who looked at your record, and when");
  command.examples = {"aftercallctl --token-file maya.token user looks"};
  command.reads = true;
  command.run = RunLooks;
  return command;
}

}  // namespace aftercall::ctl
