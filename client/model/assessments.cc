#include "client/model/assessments.h"

#include <algorithm>
#include <utility>

namespace aftercall::model {

using State = SelfAssessment::State;

namespace {

// The one about `interaction` in `prompts`, const or not; nullptr where there is none.
template <typename Prompts>
auto FindIn(Prompts& prompts, absl::string_view interaction) -> decltype(prompts.data()) {
  for (auto& prompt : prompts) {
    if (prompt.told.reference.interaction == interaction) return &prompt;
  }
  return nullptr;
}

}  // namespace

const Prompt* Assessments::Find(absl::string_view interaction) const {
  return FindIn(prompts_, interaction);
}

void Assessments::Take(int64_t position, absl::Time created_at, const SelfAssessment& told,
                       bool may_show) {
  const std::string& interaction = told.reference.interaction;
  if (!IsSealing(told.state)) {
    std::erase_if(sealed_, [&](const SealedAnswer& sealed) {
      return sealed.reference.interaction == interaction;
    });
  }
  if (!IsOpen(told.state) && told.state != State::kCommitted) {
    std::erase_if(prompts_, [&](const Prompt& prompt) {
      return prompt.told.reference.interaction == interaction;
    });
    return;
  }
  Prompt* prompt = FindIn(prompts_, interaction);
  // It comes, or comes again. All else is the person's own doing and waits for nothing.
  const bool asks =
      told.state == State::kOpen && (prompt == nullptr || prompt->told.state != State::kOpen);
  if (prompt == nullptr) prompt = &prompts_.emplace_back();
  prompt->told = told;
  prompt->position = position;
  const bool had_been = prompt->released || told.state != State::kOpen;
  prompt->released = may_show || (!asks && had_been);
  if (prompt->released) {
    prompt->waits_since = absl::InfiniteFuture();
  } else if (asks) {
    prompt->waits_since = created_at;
  }
  Trim();
}

void Assessments::Take(int64_t position, absl::Time created_at, const VerdictSealed& sealed,
                       bool may_show) {
  const std::string& interaction = sealed.reference.interaction;
  for (const SealedAnswer& known : sealed_) {
    if (known.reference.interaction == interaction && known.question_id == sealed.question_id) {
      return;
    }
  }
  sealed_.push_back({sealed.reference, sealed.question_id, position, created_at, may_show,
                     may_show ? absl::InfiniteFuture() : created_at});
  Trim();
}

void Assessments::Unseal(absl::string_view interaction, absl::string_view question_id) {
  std::erase_if(sealed_, [&](const SealedAnswer& sealed) {
    return sealed.reference.interaction == interaction && sealed.question_id == question_id;
  });
}

void Assessments::NoteCommitted(absl::string_view interaction, Committed own) {
  if (Prompt* prompt = FindIn(prompts_, interaction)) prompt->own = std::move(own);
}

void Assessments::Release() {
  for (Prompt& prompt : prompts_) {
    prompt.released = true;
    prompt.waits_since = absl::InfiniteFuture();
  }
  for (SealedAnswer& sealed : sealed_) {
    sealed.released = true;
    sealed.waits_since = absl::InfiniteFuture();
  }
}

void Assessments::CarryOver(const Assessments& before) {
  for (Prompt& prompt : prompts_) {
    const Prompt* const old = before.Find(prompt.told.reference.interaction);
    if (old == nullptr) continue;
    prompt.own = old->own;
    if (old->released && old->told.state == prompt.told.state) {
      prompt.released = true;
      prompt.waits_since = absl::InfiniteFuture();
    }
  }
  for (SealedAnswer& sealed : sealed_) {
    for (const SealedAnswer& old : before.sealed_) {
      if (!old.released || old.reference.interaction != sealed.reference.interaction ||
          old.question_id != sealed.question_id) {
        continue;
      }
      sealed.released = true;
      sealed.waits_since = absl::InfiniteFuture();
    }
  }
  std::vector<Prompt> kept;
  for (const Prompt& old : before.prompts_) {
    const bool is_done = old.told.state == State::kCommitted;
    if (is_done && Find(old.told.reference.interaction) == nullptr) kept.push_back(old);
  }
  prompts_.insert(prompts_.begin(), kept.begin(), kept.end());
  Trim();
}

void Assessments::Restore(std::vector<Prompt> prompts, std::vector<SealedAnswer> sealed) {
  prompts_ = std::move(prompts);
  sealed_ = std::move(sealed);
  Trim();
}

void Assessments::Trim() {
  while (prompts_.size() > kMost) {
    const auto done = std::find_if(prompts_.begin(), prompts_.end(),
                                   [](const Prompt& prompt) { return !IsOpen(prompt.told.state); });
    prompts_.erase(done != prompts_.end() ? done : prompts_.begin());
  }
  if (sealed_.size() > kMost) sealed_.erase(sealed_.begin());
}

}  // namespace aftercall::model
