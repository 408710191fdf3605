#include "client/panel_content.h"

#include <utility>

namespace aftercall {
namespace {

const model::Item* Find(const model::Feed& feed, const model::VerdictKey& key) {
  for (const model::Item& item : feed.items()) {
    if (item.released && item.verdict.key() == key) return &item;
  }
  return nullptr;
}

// Whether the person may want to go back from `next` to what is shown. What follows from it by
// itself, or is of its kind, takes its place.
bool StaysBelow(const PanelContent::Subject& shown, const PanelContent::Subject& next) {
  if (shown.index() == next.index()) return false;
  if (std::holds_alternative<PanelContent::Evaluation>(shown)) {
    return !std::holds_alternative<PanelContent::Task>(next);
  }
  return !std::holds_alternative<PanelContent::Ask>(shown) ||
         !std::holds_alternative<PanelContent::Reviews>(next);
}

}  // namespace

void PanelContent::Begin(Subject subject) {
  levels_.clear();
  Open(std::move(subject));
}

void PanelContent::Open(Subject subject) {
  if (!levels_.empty() && !StaysBelow(levels_.back().subject, subject)) levels_.pop_back();
  for (size_t i = 0; i < levels_.size(); ++i) {
    if (levels_[i].subject != subject) continue;
    levels_.erase(levels_.begin() + static_cast<int64_t>(i) + 1, levels_.end());
    return;
  }
  levels_.push_back({std::move(subject), std::make_unique<Views>()});
}

bool PanelContent::Back() {
  if (!levels_.empty()) levels_.pop_back();
  return !levels_.empty();
}

ui::PanelFrame PanelContent::DrawSelfAssessment(const model::Desk& desk, absl::Time now) {
  std::string& interaction = std::get<SelfAssessment>(levels_.back().subject).interaction;
  if (interaction.empty()) {
    const std::vector<const model::Prompt*> to_do = desk.PromptsToDo();
    if (to_do.empty()) {
      const model::Standing* const told = desk.feed().told_standing();
      return views().prompt.DrawNone(told != nullptr ? told->paused_until : std::nullopt,
                                     around_.theme, around_.type, around_.tr, now);
    }
    // From now on it is this one, also when it is done.
    interaction = to_do.front()->told.reference.interaction;
  }
  const std::optional<model::PromptView> view = model::PromptViewOf(desk, interaction);
  const model::Refusal* const refusal = desk.hand().refusal(interaction);
  if (!view && (refusal != nullptr || desk.hand().Pending(interaction) != nullptr)) {
    return views().prompt.DrawRequested(refusal, around_.theme, around_.type, around_.tr);
  }
  if (!view) return {{ui::ClosePanel{}}, wanted_height_};
  return views().prompt.Draw(*view, around_.theme, around_.type, around_.tr, now);
}

std::optional<ui::PanelFrame> PanelContent::DrawReview(const model::Desk& desk, absl::Time now) {
  const Subject& subject = levels_.back().subject;
  const ui::Theme& theme = around_.theme;
  const ui::Type& type = around_.type;
  if (std::holds_alternative<Reviews>(subject)) {
    ui::ReviewPanel::List list{model::ReviewsToList(desk), model::AppealsToList(desk),
                               model::ContactsViewOf(desk), around_.tr, now};
    list.asks = model::AsksToList(desk);
    return views().review.DrawList(list, theme, type);
  }
  const ui::PanelFrame gone{{ui::ClosePanel{}}, wanted_height_};
  if (const auto* review = std::get_if<Review>(&subject)) {
    const auto view = model::ReviewViewOf(desk, review->name);
    return view ? views().review.Draw(*view, theme, type, around_.tr, now) : gone;
  }
  if (const auto* ask = std::get_if<Ask>(&subject)) {
    const auto view = model::AskViewOf(desk, ask->interaction);
    return view ? views().ask.Draw(*view, theme, type, around_.tr, now) : gone;
  }
  return std::nullopt;
}

std::optional<ui::PanelFrame> PanelContent::DrawTask(const model::Desk& desk, absl::Time now) {
  const Subject& subject = levels_.back().subject;
  if (std::holds_alternative<Tasks>(subject)) {
    return views().task.DrawList(model::TasksToList(desk), model::AppealTasksToList(desk),
                                 around_.theme, around_.type, around_.tr, now);
  }
  if (const auto* evaluation = std::get_if<Evaluation>(&subject)) {
    return views().task.DrawBeginning(model::EvaluationViewOf(desk, evaluation->interaction),
                                      around_.theme, around_.type, around_.tr);
  }
  const auto* const task = std::get_if<Task>(&subject);
  if (task == nullptr) return std::nullopt;
  const auto view = model::ReviewTaskViewOf(desk, task->name);
  return view ? views().task.Draw(*view, around_.theme, around_.type, around_.tr, now)
              : views().task.DrawGone(around_.theme, around_.type, around_.tr);
}

std::optional<ui::PanelFrame> PanelContent::DrawAppealOrPraise(const model::Desk& desk,
                                                               absl::Time now) {
  const Subject& subject = levels_.back().subject;
  const ui::Theme& theme = around_.theme;
  const ui::Type& type = around_.type;
  const ui::PanelFrame gone{{ui::ClosePanel{}}, wanted_height_};
  if (const auto* appeal = std::get_if<Appeal>(&subject)) {
    const auto view = std::visit(
        [&](const auto& which) { return model::AppealViewOf(desk, which); }, appeal->which);
    return view ? views().appeal.Draw(*view, theme, type, around_.tr, now) : gone;
  }
  if (const auto* task = std::get_if<AppealTask>(&subject)) {
    const auto view = model::AppealTaskViewOf(desk, task->name);
    return view ? views().appeal.DrawTask(*view, theme, type, around_.tr, now)
                : views().task.DrawGone(theme, type, around_.tr);
  }
  if (const auto* kudos = std::get_if<Kudos>(&subject)) {
    const model::KudosItem* const item = desk.feed().kudos().Find(kudos->name);
    if (item == nullptr) return gone;
    const auto& reference = item->told.reference;
    const auto answer =
        reference ? model::LatestAnswerOn(desk, reference->interaction) : std::nullopt;
    return views().kudos.Draw(*item, answer, theme, type, around_.tr, now);
  }
  if (std::holds_alternative<Giving>(subject)) {
    const auto view = model::GivingViewOf(desk, now, absl::LocalTimeZone());
    return views().kudos.DrawGiving(desk.hand(), view, theme, type, around_.tr);
  }
  return std::nullopt;
}

ui::PanelFrame PanelContent::DrawSubject(const model::Desk& desk, absl::Time now) {
  const Subject& subject = levels_.back().subject;
  if (std::holds_alternative<Day>(subject)) {
    return views().day.Draw(
        {desk.feed().shown_standing(), desk.feed().told_standing(), desk.queues(),
         desk.feed().quiet_until(), desk.hand(), around_.tr, now},
        around_.theme, around_.type);
  }
  if (std::holds_alternative<Choices>(subject)) {
    const Chosen& chosen = around_.chosen;
    return views().settings.Draw(chosen.settings, chosen.monitors, chosen.file, chosen.trouble,
                                 around_.theme, around_.type, around_.tr);
  }
  if (std::holds_alternative<Help>(subject)) {
    return views().help.Draw(around_.chosen.settings.hot_key, around_.theme, around_.type,
                             around_.tr);
  }
  if (std::holds_alternative<Signing>(subject)) {
    return views().sign_in.Draw(around_.chosen.sign_in,
                                !model::HoldsSignIn(desk.feed().link().link),
                                desk.hand().commands().size() + desk.asks_later().all().size(),
                                around_.theme, around_.type, around_.tr);
  }
  if (std::holds_alternative<SelfAssessment>(subject)) return DrawSelfAssessment(desk, now);
  if (std::optional<ui::PanelFrame> review = DrawReview(desk, now)) return *review;
  if (std::optional<ui::PanelFrame> task = DrawTask(desk, now)) return *task;
  if (std::optional<ui::PanelFrame> other = DrawAppealOrPraise(desk, now)) return *other;
  const model::Item* const item = Find(desk.feed(), std::get<model::VerdictKey>(subject));
  if (item == nullptr) return {{ui::ClosePanel{}}, wanted_height_};
  const model::OwnView own = model::OwnViewOf(desk, item->verdict.interaction);
  return views().detail.Draw(*item, own, model::AppealViewOf(desk, item->verdict.key()),
                             model::EvaluationViewOf(desk, item->verdict.interaction), desk.hand(),
                             around_.theme, around_.type, around_.tr, now);
}

ui::PanelFrame PanelContent::Draw(const model::Desk& desk, absl::Time now) {
  if (levels_.empty()) return {{ui::ClosePanel{}}, wanted_height_};
  ui::PanelFrame frame = DrawSubject(desk, now);
  wanted_height_ = frame.wanted_height;
  return frame;
}

}  // namespace aftercall
