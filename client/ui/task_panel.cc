#include "client/ui/task_panel.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/model/moments.h"
#include "client/model/words.h"
#include "client/ui/appeal_panel.h"
#include "client/ui/comparison.h"
#include "client/ui/kudos_panel.h"
#include "client/ui/list_row.h"
#include "client/ui/review_words.h"

namespace aftercall::ui {
namespace {

using forms::ReviewContent;
using i18n::Format;
using i18n::Translator;
using Answer = model::ReviewTask::Answer;
using State = model::ReviewTask::State;

constexpr float kFieldHeight = 44;
constexpr size_t kMostReasonCharacters = 500;

bool IsBlank(const std::string& text) { return absl::StripAsciiWhitespace(text).empty(); }

// Who has it, once it is submitted.
std::string DoneWords(const TaskPage& page) {
  const Translator& tr = page.tr;
  if (page.told().evaluation) {
    return Format(tr.Tr("{name} has it, with your name."), {{"name", AgentName(tr, page.told())}});
  }
  if (page.body() == nullptr || !page.body()->anchor)
    return tr.Tr("Thank you. Your colleague has it.");
  return tr.Tr(
      "Thank you. Others review this one too, without knowing it: so it "
      "shows how strictly people score. Nobody had asked for it.");
}

}  // namespace

std::string StateWords(const Translator& tr, const model::ReviewTask& told) {
  if (told.state == State::kOffered) return tr.Tr("you are asked");
  if (told.state == State::kAccepted) return tr.Tr("you are at it");
  if (told.appeal_upheld) return tr.Tr("an appeal was upheld");
  if (told.thanked) return tr.Tr("thanks came back ♥");
  if (told.answer == Answer::kDiffered) return tr.Tr("they see it differently");
  return told.answer == Answer::kAcknowledged ? tr.Tr("it was read") : tr.Tr("sent");
}

PanelFrame TaskPanel::DrawList(const std::vector<const model::ReviewTaskItem*>& tasks,
                               const std::vector<const model::AppealTaskItem*>& appeals,
                               const Theme& theme, const Type& type, const Translator& tr,
                               absl::Time now, absl::TimeZone zone) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Reviews for me"));
    column.Space(8);
    for (const model::ReviewTaskItem* task : tasks) {
      const bool waits = model::IsOpen(task->told.state);
      const ImU32 quiet = task->told.thanked ? theme.kudos : theme.muted;
      const ListRow row{task->told.name, TaskWords(tr, task->told, now, zone),
                        waits ? Style::kBold : Style::kRegular, StateWords(tr, task->told),
                        waits ? theme.accent : quiet};
      if (DrawListRow(painter, column, row)) out.push_back(OpenTask{task->told.name});
    }
    for (const model::AppealTaskItem* appeal : appeals) {
      const model::AppealTask& told = appeal->told;
      const bool waits = model::IsOpen(told.state);
      const ListRow row{told.name,
                        Format(tr.Tr("Appeal: {what}"), {{"what", MetaWords(tr, told, now, zone)}}),
                        waits ? Style::kBold : Style::kRegular, StateWords(tr, told),
                        waits ? theme.accent : theme.muted};
      if (DrawListRow(painter, column, row)) out.push_back(OpenAppealTask{told.name});
    }
    if (!tasks.empty() || !appeals.empty()) return;
    column.Paragraph(Style::kRegular, theme.text,
                     tr.Tr("Nobody asks for your view now. When a colleague does, it is here."));
  });
}

PanelFrame TaskPanel::DrawOffer(const TaskPage& page) {
  const Translator& tr = page.tr;
  PanelPage::Foot foot{"", {}};
  if (!page.view.is_sent) {
    foot.actions = {{tr.Tr("Not this time"), BeginAnswer{}},
                    {tr.Tr("Later"), ClosePanel{}},
                    {tr.Tr("Take it"), Do{page.name(), model::AcceptReview{}}}};
  } else {
    foot = {tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  }
  PanelFrame drawn =
      page_.Draw(page.theme, page.type, foot, [&](const Painter&, Column& column, Intents&) {
        page.Head(column, TaskQuestion(tr, page.told().channel));
        column.Space(12);
        if (page.view.is_sent) {
          column.Paragraph(Style::kRegular, page.theme.text,
                           model::SentWords(tr, page.view.is_live));
          return;
        }
        if (page.told().as_leader) {
          column.Paragraph(Style::kRegular, page.theme.text,
                           tr.Tr("You are asked as a team leader, since too few colleagues could "
                                 "be. The first to take it has it."));
          column.Space(6);
        }
        column.Paragraph(Style::kSmall, page.theme.muted,
                         tr.Tr("They do not see your name, and you do not see theirs. If it does "
                               "not suit, say so: somebody else is asked, and they do not hear of "
                               "it."));
      });
  TakeOwn(drawn);
  return drawn;
}

PanelFrame TaskPanel::DrawDeclining(const TaskPage& page) {
  const Translator& tr = page.tr;
  std::string reason = page.view.reason;
  const bool has_words = !IsBlank(reason);
  const std::string words(absl::StripAsciiWhitespace(reason));
  PanelPage::Foot foot;
  foot.back = CancelAnswer{};
  foot.actions = {{tr.Tr("Back"), CancelAnswer{}},
                  {tr.Tr("Send"), Do{page.name(), model::DeclineReview{words}}, has_words}};
  PanelFrame drawn = page_.Draw(
      page.theme, page.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(Style::kHeading, page.theme.text, tr.Tr("What is in the way?"));
        column.Space(2);
        column.Paragraph(Style::kSmall, page.theme.muted,
                         tr.Tr("It helps to ask the right people. Whoever asked is not told."));
        column.Space(10);
        const std::string reasons[] = {tr.Tr("No time for it today"),
                                       tr.Tr("I may know whose it is"),
                                       tr.Tr("I know too little of this topic")};
        for (const std::string& one : reasons) {
          if (DrawListRow(painter, column, {one, one})) {
            out.push_back(Do{page.name(), model::DeclineReview{one}});
          }
        }
        column.Space(10);
        if (reason_.DrawIn(painter, column, "##reason", kFieldHeight, reason,
                           tr.Tr("Or in your own words"), kMostReasonCharacters)) {
          out.push_back(EditDraft{page.name(), {{}, reason}});
        }
      });
  TakeOwn(drawn);
  return drawn;
}

PanelFrame TaskPanel::DrawGivingUp(const TaskPage& page) {
  const Translator& tr = page.tr;
  PanelPage::Foot foot;
  foot.back = CancelAnswer{};
  foot.actions = {{tr.Tr("Back"), CancelAnswer{}},
                  {tr.Tr("Give it up"), Do{page.name(), model::DeclineReview{""}}}};
  PanelFrame drawn =
      page_.Draw(page.theme, page.type, foot, [&](const Painter&, Column& column, Intents&) {
        column.Paragraph(Style::kHeading, page.theme.text, tr.Tr("Give this evaluation up?"));
        column.Space(10);
        column.Paragraph(Style::kRegular, page.theme.text,
                         Format(tr.Tr("What you have written goes. {name} hears nothing of it."),
                                {{"name", AgentName(tr, page.told())}}));
      });
  TakeOwn(drawn);
  return drawn;
}

// One press, for whoever asked. Whose work an evaluation is of is known: praise is in it.
void TaskPanel::DrawPraise(const TaskPage& page, const Painter& painter, Column& column,
                           Intents& out) {
  if (page.told().state != State::kSubmitted || page.told().evaluation) return;
  const Translator& tr = page.tr;
  column.Space(10);
  if (page.view.is_praise_sent) {
    column.Paragraph(Style::kSmall, page.theme.muted,
                     tr.Tr("On its way. They see it on their ticker."));
    return;
  }
  if (page.view.is_praised) {
    column.Paragraph(Style::kSmall, page.theme.kudos,
                     tr.Tr("♥ Said. They see it on their ticker, without your name."));
    return;
  }
  if (page.view.praise_refusal != nullptr) {
    column.Paragraph(Style::kSmall, page.theme.muted,
                     KudosRefusalWords(tr, *page.view.praise_refusal));
    return;
  }
  if (painter.Link("praise", {column.left(), column.y()}, tr.Tr("Say well done ♥"))) {
    out.push_back(Do{model::AboutKudos(page.name()), model::GiveKudos{"", "", "", page.name()}});
  }
  column.Space(painter.Height(Style::kRegular));
}

PanelFrame TaskPanel::DrawDone(const TaskPage& page) {
  const Translator& tr = page.tr;
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  const bool is_on_its_way = page.told().state != State::kSubmitted;
  return page_.Draw(
      page.theme, page.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        const bool is_evaluation = page.told().evaluation;
        page.Head(column, is_evaluation ? EvaluationHeading(tr, page.told())
                                        : tr.Tr("You have looked at it"));
        column.Space(12);
        column.Paragraph(Style::kRegular, page.theme.text,
                         is_on_its_way ? model::SentWords(tr, page.view.is_live) : DoneWords(page));
        if (page.told().appeal_upheld) {
          column.Space(6);
          column.Paragraph(Style::kRegular, page.theme.text,
                           tr.Tr("An appeal against it was upheld: its scores have left the "
                                 "agent's own figures and stay in the total. What you wrote stays "
                                 "as it is."));
        }
        if (page.told().thanked) {
          column.Space(6);
          column.Paragraph(Style::kBold, page.theme.kudos,
                           is_evaluation ? Format(tr.Tr("♥ {name} thanks you for it."),
                                                  {{"name", AgentName(tr, page.told())}})
                                         : tr.Tr("♥ Your colleague thanks you for it."));
        }
        if (page.body() != nullptr && !page.body()->answer.empty()) {
          column.Space(8);
          column.Paragraph(Style::kSmall, page.theme.muted, tr.Tr("How they see it"));
          column.Paragraph(Style::kRegular, page.theme.text, page.body()->answer);
        }
        DrawPraise(page, painter, column, out);
        if (page.view.form == nullptr) return;
        const ReviewContent content = model::MomentsApart(page.view.content);
        const model::Scores scores = ScoresOf(page.view.content);
        column.Space(12);
        for (const forms::Element* element : forms::AllElements(*page.view.form)) {
          const auto score = scores.find(element->id);
          if (score == scores.end()) continue;
          column.Row(TextOf(*page.view.form, element->title, tr),
                     ScoreName(tr, *element, score->second));
        }
        for (const ReviewContent::Element& element :
             model::MomentsInComments(page.view.content).elements) {
          if (element.comment.empty()) continue;
          column.Space(6);
          column.Paragraph(Style::kRegular, page.theme.text, absl::StrCat("▸ ", element.comment));
        }
        for (const std::string& said : {content.praise, content.advice}) {
          if (said.empty()) continue;
          column.Space(6);
          column.Paragraph(Style::kRegular, page.theme.text, said);
        }
      });
}

// Whether it is asked why not is the panel's own.
void TaskPanel::TakeOwn(PanelFrame& drawn) {
  std::erase_if(drawn.intents, [&](const Intent& intent) {
    const bool begins = std::holds_alternative<BeginAnswer>(intent);
    const bool ends = std::holds_alternative<CancelAnswer>(intent);
    if (begins || ends) declining_ = begins;
    return begins || ends || std::holds_alternative<TellMissing>(intent);
  });
}

PanelFrame TaskPanel::Draw(const model::ReviewTaskView& view, const Theme& theme, const Type& type,
                           const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const model::ReviewTask& told = view.task->told;
  const TaskPage page = TaskPageOf(view, theme, type, tr, now, zone);
  if (told.state == State::kSubmitted) return DrawDone(page);
  if (declining_ && !view.is_sent) {
    return told.evaluation ? DrawGivingUp(page) : DrawDeclining(page);
  }
  if (told.state == State::kOffered) return DrawOffer(page);
  if (view.is_sent) return DrawDone(page);
  PanelFrame drawn = writing_.Draw(page);
  TakeOwn(drawn);
  return drawn;
}

PanelFrame TaskPanel::DrawBeginning(const model::EvaluationView& view, const Theme& theme,
                                    const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  PanelFrame drawn = page_.Draw(theme, type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Evaluate it"));
    column.Space(10);
    if (view.refusal != nullptr && !view.is_sent) {
      column.Paragraph(Style::kRegular, theme.warn, ReviewRefusalWords(tr, *view.refusal));
    } else {
      column.Paragraph(Style::kRegular, theme.text, model::SentWords(tr, view.is_live));
    }
  });
  if (view.task != nullptr) drawn.intents.push_back(OpenTask{view.task->told.name});
  return drawn;
}

PanelFrame TaskPanel::DrawGone(const Theme& theme, const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("No longer yours to write"));
    column.Space(10);
    column.Paragraph(Style::kRegular, theme.text,
                     tr.Tr("Somebody else took it, its time was over, or it is not wanted any "
                           "more. Thank you all the same."));
  });
}

}  // namespace aftercall::ui
