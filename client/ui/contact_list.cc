#include "client/ui/contact_list.h"

#include <optional>
#include <string>

#include "client/model/words.h"
#include "client/ui/ask_later_words.h"
#include "client/ui/list_row.h"
#include "client/ui/review_words.h"

namespace aftercall::ui {
namespace {

using i18n::Translator;
using Hindrance = model::Contact::Hindrance;

std::string HindranceWords(const Translator& tr, Hindrance hindrance) {
  switch (hindrance) {
    case Hindrance::kNone:
      break;
    case Hindrance::kNothingToShow:
      return tr.Tr("nothing to hear or read");
    case Hindrance::kRecordingElsewhere:
      return tr.Tr("its recording cannot be opened");
    case Hindrance::kOther:
      return tr.Tr("cannot be shown");
  }
  return "";
}

ListRow RowOf(const Translator& tr, const Theme& theme, const model::ContactRow& row,
              const ReadAt& at) {
  ListRow drawn{row.contact->reference.interaction, model::WordsOf(tr, *row.contact, at.zone)};
  drawn.state_colour = theme.muted;
  if (row.is_asked) {
    drawn.state = tr.Tr("you have asked");
    drawn.can_press = false;
  } else if (row.later != nullptr) {
    const bool is_news = model::WaitsForPerson(*row.later) && row.later->released;
    drawn.state = StateWords(tr, *row.later);
    if (is_news) drawn.style = Style::kBold;
    drawn.state_colour = is_news ? theme.accent : theme.muted;
  } else if (row.review != nullptr) {
    const bool is_news = row.review->told.state == model::Review::State::kSubmitted;
    drawn.state = StateWords(tr, row.review->told);
    if (is_news) drawn.style = Style::kBold;
    drawn.state_colour = is_news ? theme.accent : theme.muted;
  } else if (row.contact->hindrance != Hindrance::kNone) {
    drawn.state = HindranceWords(tr, row.contact->hindrance);
    drawn.can_press = false;
  }
  return drawn;
}

// What there is to say in place of the list, or before it; empty: nothing.
std::string StandingWords(const Translator& tr, const model::ContactsView& view) {
  if (view.refusal != nullptr) {
    return i18n::Format(tr.Tr("The server does not give your contacts: {why}"),
                        {{"why", view.refusal->sentence}});
  }
  if (!view.is_live) {
    return view.is_known ? tr.Tr("The server is not there. These are the contacts known so far.")
                         : tr.Tr("The server is not there. Your contacts come when it is back.");
  }
  if (!view.is_known) return tr.Tr("Fetching your contacts …");
  if (view.rows.empty()) return tr.Tr("You had no contacts on these days.");
  return "";
}

void DrawStanding(const Painter& painter, Column& column, const model::ContactsView& view,
                  const Translator& tr, Intents& out) {
  const std::string words = StandingWords(tr, view);
  if (words.empty()) return;
  const Theme& theme = painter.theme();
  column.Space(10);
  column.Paragraph(Style::kRegular, view.refusal != nullptr ? theme.warn : theme.text, words);
  if (view.refusal == nullptr) return;
  column.Space(4);
  if (painter.Link("again", {column.left(), column.y()}, tr.Tr("Try again"))) {
    out.push_back(OpenReviews{});
  }
  column.Space(painter.Height(Style::kRegular));
}

}  // namespace

void DrawContacts(const Painter& painter, Column& column, const model::ContactsView& view,
                  const Translator& tr, const ReadAt& at, Intents& out) {
  const Theme& theme = painter.theme();
  column.Space(4);
  column.Paragraph(Style::kSmall, theme.muted,
                   tr.Tr("Your contacts of today and the two days before, the latest first."));
  DrawStanding(painter, column, view, tr, out);
  std::string day;
  for (const model::ContactRow& row : view.rows) {
    std::string its_day = model::DayWords(tr, row.contact->reference, at.now, at.zone);
    if (its_day != day) {
      day = std::move(its_day);
      column.Space(10);
      column.Paragraph(Style::kSmall, theme.muted, day);
    }
    if (!DrawListRow(painter, column, RowOf(tr, theme, row, at))) continue;
    const std::string& interaction = row.contact->reference.interaction;
    const bool opens_review = row.review != nullptr && row.later == nullptr;
    out.push_back(opens_review ? Intent(OpenReview{row.review->told.name})
                               : Intent(OpenAsk{interaction}));
  }
  if (!view.has_more) return;
  column.Space(10);
  column.Paragraph(Style::kSmall, theme.muted,
                   tr.Tr("There were more; the earliest are left out."));
}

}  // namespace aftercall::ui
