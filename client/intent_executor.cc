#include "client/intent_executor.h"

#include <utility>
#include <variant>

namespace aftercall {
namespace {

// What was shown about it is done with.
bool IsOver(const model::Doing& what) {
  return std::holds_alternative<model::SkipAssessment>(what) ||
         std::holds_alternative<model::SnoozeAssessment>(what) ||
         std::holds_alternative<model::AcknowledgeReview>(what) ||
         std::holds_alternative<model::CloseReview>(what) ||
         std::holds_alternative<model::DeclineReview>(what) ||
         std::holds_alternative<model::WithdrawAppeal>(what);
}

}  // namespace

std::optional<PanelContent::Subject> SubjectOf(const ui::Intent& intent) {
  using Subject = PanelContent::Subject;
  if (const auto* detail = std::get_if<ui::OpenDetail>(&intent)) return Subject(detail->key);
  if (std::holds_alternative<ui::OpenDay>(intent)) return Subject(PanelContent::Day{});
  if (std::holds_alternative<ui::OpenPrompts>(intent)) {
    return Subject(PanelContent::SelfAssessment{});
  }
  if (const auto* prompt = std::get_if<ui::OpenPrompt>(&intent)) {
    return Subject(PanelContent::SelfAssessment{prompt->interaction});
  }
  if (std::holds_alternative<ui::OpenReviews>(intent)) return Subject(PanelContent::Reviews{});
  if (const auto* review = std::get_if<ui::OpenReview>(&intent)) {
    return Subject(PanelContent::Review{review->name});
  }
  if (const auto* ask = std::get_if<ui::OpenAsk>(&intent)) {
    return Subject(PanelContent::Ask{ask->interaction});
  }
  if (std::holds_alternative<ui::OpenTasks>(intent)) return Subject(PanelContent::Tasks{});
  if (const auto* task = std::get_if<ui::OpenTask>(&intent)) {
    return Subject(PanelContent::Task{task->name});
  }
  if (const auto* appeal = std::get_if<ui::OpenAppeal>(&intent)) {
    return Subject(PanelContent::Appeal{appeal->answer});
  }
  if (const auto* contested = std::get_if<ui::OpenReviewAppeal>(&intent)) {
    return Subject(PanelContent::Appeal{model::ContestedReview{contested->review}});
  }
  if (const auto* made = std::get_if<ui::OpenMadeAppeal>(&intent)) {
    return Subject(PanelContent::Appeal{made->name});
  }
  if (const auto* asked = std::get_if<ui::OpenAppealTask>(&intent)) {
    return Subject(PanelContent::AppealTask{asked->name});
  }
  if (const auto* kudos = std::get_if<ui::OpenKudos>(&intent)) {
    return Subject(PanelContent::Kudos{kudos->name});
  }
  if (std::holds_alternative<ui::OpenGiving>(intent)) return Subject(PanelContent::Giving{});
  if (std::holds_alternative<ui::OpenSettings>(intent)) return Subject(PanelContent::Choices{});
  if (std::holds_alternative<ui::OpenHelp>(intent)) return Subject(PanelContent::Help{});
  if (std::holds_alternative<ui::OpenSignIn>(intent)) return Subject(PanelContent::Signing{});
  return std::nullopt;
}

bool IntentExecutor::CarryOut(const ui::Intents& intents, Place place, absl::Time now) {
  bool opened = false;
  for (const ui::Intent& intent : intents) {
    if (std::optional<PanelContent::Subject> subject = SubjectOf(intent)) {
      Open(*std::move(subject), place, now);
      opened = true;
    } else if (!CarryOutOnDrafts(intent, now) && !CarryOutOnDesk(intent, now)) {
      outside_.CarryOut(intent, now);
    }
  }
  return opened;
}

void IntentExecutor::Open(PanelContent::Subject subject, Place place, absl::Time now) {
  Prepare(subject, now);
  if (place == Place::kBar) {
    outside_.BeginPanel(std::move(subject), now);
  } else {
    outside_.OpenPanel(std::move(subject), now);
  }
}

void IntentExecutor::GoBack(absl::Time now) {
  if (const PanelContent::Subject* const shown = outside_.GoBack()) Prepare(*shown, now);
}

// What only the server knows of it is wanted with every opening.
void IntentExecutor::Prepare(const PanelContent::Subject& subject, absl::Time now) {
  if (const auto* ask = std::get_if<PanelContent::Ask>(&subject)) {
    desk_.PrepareAsking(ask->interaction);
    desk_.OpenColleagues();
  } else if (std::holds_alternative<PanelContent::Giving>(subject)) {
    desk_.OpenColleagues();
  } else if (std::holds_alternative<PanelContent::Day>(subject)) {
    desk_.OpenQueues();
  } else if (std::holds_alternative<PanelContent::Reviews>(subject)) {
    desk_.OpenContacts(absl::ToCivilDay(now, absl::LocalTimeZone()));
  } else if (const auto* task = std::get_if<PanelContent::Task>(&subject)) {
    desk_.Open(task->name);
  } else if (const auto* appeal_task = std::get_if<PanelContent::AppealTask>(&subject)) {
    desk_.Open(appeal_task->name);
  } else if (const auto* appeal = std::get_if<PanelContent::Appeal>(&subject)) {
    const auto view = std::visit(
        [&](const auto& which) { return model::AppealViewOf(desk_, which); }, appeal->which);
    if (view && view->appeal != nullptr) desk_.Open(std::string(view->appeal->told.name));
  }
  outside_.Fetch(now);
}

void IntentExecutor::Give(model::Command command) {
  desk_.mutable_hand().Give(command);
  outside_.Send(command);
}

void IntentExecutor::Do(const ui::Do& wish, absl::Time now) {
  Give({new_request_id_(), wish.about, wish.what});
  if (IsOver(wish.what)) GoBack(now);
  if (std::holds_alternative<model::RequestAssessment>(wish.what)) {
    Open(PanelContent::SelfAssessment{wish.about}, Place::kPanel, now);
  }
  if (const auto* start = std::get_if<model::StartEvaluation>(&wish.what)) {
    Open(PanelContent::Evaluation{start->interaction}, Place::kPanel, now);
  }
  outside_.NoteNews();
}

bool IntentExecutor::CarryOutOnDrafts(const ui::Intent& intent, absl::Time now) {
  if (const auto* edit = std::get_if<ui::EditDraft>(&intent)) {
    desk_.mutable_hand().SetDraft(edit->about, edit->draft);
    desk_.NoteAskWritten(now);
  } else if (const auto* written = std::get_if<ui::WriteReview>(&intent)) {
    desk_.mutable_review_drafts().Write(written->task, written->content, now);
  } else if (const auto* swap = std::get_if<ui::SwapDrafts>(&intent)) {
    desk_.mutable_review_drafts().Swap(swap->task, now);
  } else if (const auto* kept = std::get_if<ui::KeepDraft>(&intent)) {
    desk_.mutable_review_drafts().Keep(kept->task, now);
  } else if (const auto* seen = std::get_if<ui::NoteOpened>(&intent)) {
    desk_.mutable_review_drafts().NoteOpened(seen->task);
  } else {
    return false;
  }
  return true;
}

bool IntentExecutor::CarryOutOnDesk(const ui::Intent& intent, absl::Time now) {
  if (const auto* wish = std::get_if<ui::Do>(&intent)) {
    Do(*wish, now);
  } else if (std::holds_alternative<ui::ClosePanel>(intent)) {
    GoBack(now);
  } else if (const auto* ask = std::get_if<ui::AskOnceKnown>(&intent)) {
    desk_.AskOnceKnown({ask->reference, ask->request, ask->only_anonymous, new_request_id_()});
    outside_.Fetch(now);
    outside_.NoteNews();
  } else if (const auto* back = std::get_if<ui::TakeBackAsk>(&intent)) {
    desk_.TakeBackAsk(back->interaction);
    if (back->with_draft) {
      desk_.mutable_hand().DropDraft(model::AboutAsking(back->interaction));
      GoBack(now);
    }
    outside_.NoteNews();
  } else if (std::holds_alternative<ui::ShowWaiting>(intent)) {
    desk_.ReleaseHeld();
    outside_.NoteNews();
  } else if (const auto* quiet = std::get_if<ui::BeQuiet>(&intent)) {
    desk_.BeQuiet(now + quiet->how_long, now);
    outside_.NoteNews();
  } else if (std::holds_alternative<ui::EndQuiet>(intent)) {
    desk_.BeQuiet(std::nullopt, now);
    outside_.NoteNews();
  } else {
    return false;
  }
  return true;
}

void IntentExecutor::GiveWhatIsDue(absl::Time now) {
  for (model::ReviewDrafts::Save& save : desk_.TakeDraftsToSave(now)) {
    Give({new_request_id_(), save.task, std::move(save.what)});
  }
  for (model::Command& command : desk_.AsksToSend()) Give(std::move(command));
}

}  // namespace aftercall
