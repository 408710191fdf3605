#include "backend/domain/sampling.h"

#include <algorithm>
#include <variant>

#include "absl/strings/str_cat.h"
#include "shared/base/sha256.h"

namespace aftercall::domain {
namespace {

bool IsCovered(const SamplingPolicy& policy, const Interaction& interaction, absl::Time now) {
  const auto* ended_at = std::get_if<absl::Time>(&interaction.ended);
  if (interaction.abandoned || ended_at == nullptr || now - *ended_at > kLatestToAsk) return false;
  return policy.topics.empty() || std::find(policy.topics.begin(), policy.topics.end(),
                                            interaction.topic) != policy.topics.end();
}

// 0 to 999,999, evenly.
int64_t Die(const Interaction& interaction, absl::string_view key) {
  base::Sha256 digest;
  // A separator that no id has, so that no two pairs read alike.
  digest.Add(absl::StrCat(key, "\n", interaction.source, "\n", interaction.external_id));
  return std::stoll(digest.Hex().substr(0, 15), nullptr, 16) % kCertain;
}

}  // namespace

SamplingChoice Choose(const SamplingPolicy& policy, const Interaction& interaction,
                      int asked_in_shift, absl::Time now, absl::string_view key) {
  if (asked_in_shift >= policy.most_per_shift || !IsCovered(policy, interaction, now)) return {};
  return {policy.share_ppm, Die(interaction, key) < policy.share_ppm};
}

}  // namespace aftercall::domain
