#include "client/ui/quiet_row.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "client/model/words.h"
#include "client/ui/toggles.h"

namespace aftercall::ui {
namespace {

constexpr int kMinutes[] = {30, 60, 120};

}  // namespace

void DrawQuiet(const Painter& painter, Column& column, const i18n::Translator& tr,
               std::optional<absl::Time> quiet_until, absl::Time now, absl::TimeZone zone,
               Intents& out) {
  column.Space(16);
  const ImU32 muted = painter.theme().muted;
  column.Paragraph(Style::kSmall, muted, tr.Tr("Do not disturb"));
  column.Space(4);
  if (quiet_until) {
    const std::string words = i18n::Format(tr.Tr("Until {time} – go on"),
                                           {{"time", model::TimeWords(*quiet_until, now, zone)}});
    if (DrawToggles(painter, column, "quiet", {{"end", words, true}})) out.push_back(EndQuiet{});
    return;
  }
  std::vector<Toggle> toggles;
  for (const int minutes : kMinutes) {
    const std::string words = minutes % 60 == 0 ? tr.TrN("{n} hour", "{n} hours", minutes / 60)
                                                : tr.TrN("{n} minute", "{n} minutes", minutes);
    toggles.push_back({absl::StrCat(minutes), words});
  }
  if (const auto pressed = DrawToggles(painter, column, "quiet", toggles)) {
    out.push_back(BeQuiet{absl::Minutes(kMinutes[*pressed])});
  }
  column.Paragraph(Style::kSmall, muted, tr.Tr("What comes meanwhile waits. Due times go on."));
}

}  // namespace aftercall::ui
