#include "client/ui/review_panel.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "client/model/words.h"
#include "client/ui/appeal_panel.h"
#include "client/ui/ask_later_words.h"
#include "client/ui/comparison.h"
#include "client/ui/contact_list.h"
#include "client/ui/keys.h"
#include "client/ui/list_row.h"
#include "client/ui/remarks.h"
#include "client/ui/review_words.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;
using State = model::Review::State;

constexpr float kFieldHeight = 64;

// A review, an appeal or a request in the list.
struct AskedRow {
  ListRow drawn;
  Intent opens;
};

bool IsNoNews(const AskedRow& row) { return row.drawn.style != Style::kBold; }

AskedRow RowOf(const Theme& theme, const std::string& name, bool is_news, const Intent& opens) {
  return {{name, "", is_news ? Style::kBold : Style::kRegular, "",
           is_news ? theme.accent : theme.muted},
          opens};
}

// A request that was given while nobody could say who could be asked.
AskedRow RowOf(const ReviewPanel::List& list, const Theme& theme, const model::AskLater& ask) {
  const bool is_news = model::WaitsForPerson(ask) && ask.released;
  const std::string& interaction = ask.reference.interaction;
  AskedRow row = RowOf(theme, model::AboutAsking(interaction), is_news, OpenAsk{interaction});
  row.drawn.what = model::WordsOf(list.tr, ask.reference, list.now, list.zone);
  row.drawn.state = StateWords(list.tr, ask);
  return row;
}

// Without the reviews and requests that stand among the contacts, but for news.
std::vector<AskedRow> AskedRows(const ReviewPanel::List& list, const Theme& theme) {
  std::vector<AskedRow> rows;
  for (const model::AskLater* ask : list.asks) {
    AskedRow row = RowOf(list, theme, *ask);
    const bool is_among_contacts =
        std::any_of(list.contacts.rows.begin(), list.contacts.rows.end(),
                    [&](const model::ContactRow& contact) { return contact.later == ask; });
    if (!is_among_contacts || !IsNoNews(row)) rows.push_back(std::move(row));
  }
  for (const model::ReviewItem* review : list.reviews) {
    const model::Review& told = review->told;
    const bool is_news = told.state == State::kSubmitted;
    const bool is_among_contacts =
        std::any_of(list.contacts.rows.begin(), list.contacts.rows.end(),
                    [&](const model::ContactRow& row) { return row.review == review; });
    if (is_among_contacts && !is_news) continue;
    AskedRow& row = rows.emplace_back(RowOf(theme, told.name, is_news, OpenReview{told.name}));
    row.drawn.what = model::WordsOf(list.tr, told.reference, list.now, list.zone);
    if (told.evaluation) {
      row.drawn.what = Format(list.tr.Tr("{name} evaluated: {what}"),
                              {{"name", EvaluatorName(list.tr, told)}, {"what", row.drawn.what}});
    }
    row.drawn.state = StateWords(list.tr, told);
  }
  for (const model::AppealItem* appeal : list.appeals) {
    const model::Appeal& told = appeal->told;
    const bool is_news = model::IsDecided(told.state) && appeal->read_position < appeal->position;
    AskedRow& row = rows.emplace_back(RowOf(theme, told.name, is_news, OpenMadeAppeal{told.name}));
    row.drawn.what =
        Format(list.tr.Tr("Appeal: {what}"),
               {{"what", model::WordsOf(list.tr, told.reference, list.now, list.zone)}});
    row.drawn.state = StateWords(list.tr, told);
  }
  return rows;
}

std::string Trimmed(const std::string& text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

bool IsBlank(const std::string& text) { return Trimmed(text).empty(); }

}  // namespace

// What every part of one frame needs.
struct ReviewPanel::Frame {
  const model::ReviewView& view;
  const Theme& theme;
  const Type& type;
  const Translator& tr;
  std::string meta;
  absl::CivilDay today;

  const model::Review& told() const { return view.review->told; }
};

PanelFrame ReviewPanel::DrawList(const List& list, const Theme& theme, const Type& type) {
  const Translator& tr = list.tr;
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  const std::vector<AskedRow> asked = AskedRows(list, theme);
  const auto others = std::count_if(asked.begin(), asked.end(), IsNoNews);
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("What shall a colleague look at?"));
    column.Space(4);
    for (const AskedRow& row : asked) {
      if (!IsNoNews(row) && DrawListRow(painter, column, row.drawn)) out.push_back(row.opens);
    }
    if (static_cast<size_t>(others) < asked.size()) column.Space(10);
    DrawContacts(painter, column, list.contacts, tr, {list.now, list.zone}, out);
    if (others == 0) return;
    column.Space(18);
    column.Paragraph(Style::kBold, theme.text, tr.Tr("Asked earlier"));
    for (const AskedRow& row : asked) {
      if (IsNoNews(row) && DrawListRow(painter, column, row.drawn)) out.push_back(row.opens);
    }
  });
}

PanelFrame ReviewPanel::DrawUnderWay(const Frame& frame) {
  const Translator& tr = frame.tr;
  PanelPage::Foot foot{tr.Tr("Esc closes"), {}};
  if (!frame.view.is_sent) {
    foot.actions.push_back({tr.Tr("Do without it"), Do{frame.told().name, model::CloseReview{}}});
  }
  foot.actions.push_back({tr.Tr("Got it"), ClosePanel{}});
  return page_.Draw(frame.theme, frame.type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("You asked a colleague"));
    column.Space(2);
    column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
    column.Space(12);
    const std::string state = StateWords(tr, frame.told());
    column.Paragraph(Style::kRegular, frame.theme.text,
                     Format(tr.Tr("Now: {state}. You hear of it here when there is an answer."),
                            {{"state", state}}));
  });
}

void ReviewPanel::DrawContent(const Frame& frame, const Painter& painter, Column& column) {
  const Translator& tr = frame.tr;
  const model::ReviewBody& body = *frame.view.review->body;
  if (!body.question.empty()) {
    column.Space(10);
    column.Boxed(Format(tr.Tr("You asked: “{question}”"), {{"question", body.question}}));
  }
  column.Space(14);
  if (frame.view.form != nullptr) {
    const model::Scores* const own = frame.view.own != nullptr ? &frame.view.own->scores : nullptr;
    DrawComparison(
        painter, column, tr,
        {*frame.view.form, own, &body.content, frame.view.verdicts, frame.told().evaluation});
  }
  DrawRemarks(column, frame.theme, tr, body.content,
              frame.told().evaluation ? frame.view.form : nullptr);
  if (!body.answer.empty()) {
    column.Space(8);
    column.Paragraph(Style::kSmall, frame.theme.muted, tr.Tr("How you see it"));
    column.Paragraph(Style::kRegular, frame.theme.text, body.answer);
  }
}

void ReviewPanel::DrawLending(const Frame& frame, const Painter& painter, Column& column,
                              Intents& out) {
  const Translator& tr = frame.tr;
  const bool is_lent = frame.view.is_lent;
  column.Space(14);
  if (is_lent) {
    column.Paragraph(Style::kSmall, frame.theme.muted,
                     tr.Tr("Others may review it too: it shows how strictly people score. You hear "
                           "nothing of what they say."));
    column.Space(2);
  }
  const std::string words = is_lent ? tr.Tr("Not any more") : tr.Tr("Let others review it too");
  if (painter.Link("lend", {column.left(), column.y()}, words)) {
    out.push_back(Do{frame.told().name, model::LendReview{!is_lent}});
  }
  column.Space(painter.Height(Style::kRegular));
}

void ReviewPanel::DrawAppealing(const Frame& frame, const Painter& painter, Column& column,
                                Intents& out) {
  const Translator& tr = frame.tr;
  const model::Review& told = frame.told();
  if (frame.view.is_upheld) {
    column.Space(14);
    column.Paragraph(Style::kBold, frame.theme.text,
                     tr.Tr("An appeal was upheld. Its scores have left your own figures and stay "
                           "in the total."));
  }
  std::string words;
  if (frame.view.appeal != nullptr) {
    words =
        Format(tr.Tr("Your appeal: {state}"), {{"state", StateWords(tr, frame.view.appeal->told)}});
  } else if (frame.view.may_be_appealed && frame.today <= *told.appealable_until) {
    words = Format(tr.Tr("Appeal it (until {day})"),
                   {{"day", absl::FormatCivilTime(*told.appealable_until)}});
  }
  if (words.empty()) return;
  column.Space(14);
  if (painter.Link("appeal", {column.left(), column.y()}, words)) {
    out.push_back(OpenReviewAppeal{told.name});
  }
  column.Space(painter.Height(Style::kRegular));
}

PanelPage::Foot ReviewPanel::FootOf(const Frame& frame) {
  const Translator& tr = frame.tr;
  const std::string& name = frame.told().name;
  PanelPage::Foot foot;
  if (differing_) {
    foot.back = CancelAnswer{};
    foot.actions = {{tr.Tr("Back"), CancelAnswer{}},
                    {tr.Tr("Send"), Do{name, model::DifferFromReview{Trimmed(frame.view.answer)}},
                     !IsBlank(frame.view.answer)}};
    return foot;
  }
  const bool may_answer = frame.told().state == State::kSubmitted && !frame.view.is_sent;
  if (may_answer) foot.actions.push_back({tr.Tr("I see it differently"), BeginAnswer{}});
  if (frame.view.is_thanked) {
    foot.hint = tr.Tr("You have thanked");
  } else {
    const bool by_colleague = !frame.told().evaluation && !frame.told().by_leader;
    foot.actions.push_back({by_colleague ? tr.Tr("Thank ♥") : tr.Tr("Thank them ♥"),
                            Do{name, model::ThankReviewer{}}});
  }
  const Intent take_note = Do{name, model::AcknowledgeReview{}};
  foot.actions.push_back({tr.Tr("Got it"), may_answer ? take_note : Intent(ClosePanel{})});
  return foot;
}

PanelFrame ReviewPanel::DrawThere(const Frame& frame) {
  const Translator& tr = frame.tr;
  differing_ = differing_ && frame.told().state == State::kSubmitted && !frame.view.is_sent;
  PanelFrame drawn = page_.Draw(
      frame.theme, frame.type, FootOf(frame),
      [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(Style::kHeading, frame.theme.text,
                         frame.told().evaluation
                             ? Format(tr.Tr("{name} has evaluated it"),
                                      {{"name", EvaluatorName(tr, frame.told())}})
                             : tr.Tr("A colleague has looked at it"));
        column.Space(2);
        column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
        if (frame.view.refusal != nullptr) {
          column.Space(8);
          column.Paragraph(Style::kSmall, frame.theme.warn,
                           ReviewRefusalWords(tr, *frame.view.refusal));
        }
        if (!frame.view.review->body) {
          column.Space(12);
          column.Paragraph(Style::kRegular, frame.theme.text,
                           tr.Tr("It is on its way. It comes with the connection."));
          return;
        }
        DrawContent(frame, painter, column);
        if (!differing_) {
          DrawAppealing(frame, painter, column, out);
          // Whoever lends something has asked for its review.
          if (!frame.told().evaluation) DrawLending(frame, painter, column, out);
          return;
        }
        column.Space(12);
        column.Paragraph(
            Style::kSmall, frame.theme.muted,
            frame.told().evaluation
                ? Format(tr.Tr("How do you see it? {name} reads this."),
                         {{"name", EvaluatorName(tr, frame.told())}})
                : tr.Tr("How do you see it? Your colleague reads this, without your name."));
        column.Space(4);
        std::string answer = frame.view.answer;
        if (field_.DrawIn(painter, column, "##words", kFieldHeight, answer, "",
                          kMostQuestionCharacters)) {
          out.push_back(EditDraft{frame.told().name, {{}, answer}});
        }
        if (PressedCtrlEnter() && !IsBlank(answer)) {
          out.push_back(Do{frame.told().name, model::DifferFromReview{Trimmed(answer)}});
        }
      });
  // Whether the field is open is the panel's own.
  std::erase_if(drawn.intents, [&](const Intent& intent) {
    const bool begins = std::holds_alternative<BeginAnswer>(intent);
    const bool ends = std::holds_alternative<CancelAnswer>(intent);
    if (begins || ends) differing_ = begins;
    if (begins) field_.Focus();
    return begins || ends;
  });
  return drawn;
}

PanelFrame ReviewPanel::Draw(const model::ReviewView& view, const Theme& theme, const Type& type,
                             const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const model::Review& told = view.review->told;
  Frame frame{view,
              theme,
              type,
              tr,
              model::WordsOf(tr, told.reference, now, zone),
              absl::ToCivilDay(now, zone)};
  if (model::IsUnderWay(told.state)) return DrawUnderWay(frame);
  if (told.submitted) {
    absl::StrAppend(&frame.meta, " · ", model::WordsOf(tr, *told.submitted, now, zone));
  }
  if (told.evaluation) return DrawThere(frame);
  absl::StrAppend(&frame.meta, " · ",
                  told.by_leader   ? tr.Tr("by a team leader")
                  : told.anonymous ? tr.Tr("anonymous")
                                   : tr.Tr("name not shown"));
  return DrawThere(frame);
}

}  // namespace aftercall::ui
