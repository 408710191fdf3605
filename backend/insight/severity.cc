#include "backend/insight/severity.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <vector>

namespace aftercall::insight {
namespace {

// The scores of a thing, by whoever gave them.
using ByReviewer = std::map<int64_t, double>;

// With what a thing deserves taken out (each thing's own mean), the reviewers' effects are what
// remains: the normal equations are the Laplacian of who shares things with whom.
class Equations {
 public:
  explicit Equations(const std::map<int64_t, ByReviewer>& things) {
    for (const auto& [thing, scores] : things) {
      for (const auto& [reviewer, score] : scores) places_.try_emplace(reviewer, 0);
    }
    Eigen::Index next = 0;
    for (auto& [reviewer, place] : places_) place = next++;
    matrix_ = Eigen::MatrixXd::Zero(next, next);
    right_ = Eigen::VectorXd::Zero(next);
    for (const auto& [thing, scores] : things) Add(scores);
  }

  // Of all solutions the shortest, which is the one that sums to zero in each connected group.
  void Solve() {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix_);
    const Eigen::VectorXd& values = solver.eigenvalues();
    const double least = 1e-9 * std::max(1.0, values.cwiseAbs().maxCoeff());
    Eigen::VectorXd inverted = Eigen::VectorXd::Zero(values.size());
    for (Eigen::Index i = 0; i < values.size(); ++i) {
      if (values[i] <= least) continue;
      inverted[i] = 1 / values[i];
      ++rank_;
    }
    inverse_ = solver.eigenvectors() * inverted.asDiagonal() * solver.eigenvectors().transpose();
    effects_ = inverse_ * right_;
  }

  double EffectOf(int64_t reviewer) const { return effects_[places_.at(reviewer)]; }
  double UnitErrorOf(int64_t reviewer) const {
    const Eigen::Index place = places_.at(reviewer);
    return std::sqrt(std::max(0.0, inverse_(place, place)));
  }
  Eigen::Index rank() const { return rank_; }
  const std::map<int64_t, Eigen::Index>& places() const { return places_; }

 private:
  void Add(const ByReviewer& scores) {
    const double n = static_cast<double>(scores.size());
    double mean = 0;
    for (const auto& [reviewer, score] : scores) mean += score / n;
    for (const auto& [reviewer, score] : scores) {
      const Eigen::Index row = places_.at(reviewer);
      right_[row] += score - mean;
      matrix_(row, row) += 1;
      for (const auto& [other, unused] : scores) matrix_(row, places_.at(other)) -= 1 / n;
    }
  }

  std::map<int64_t, Eigen::Index> places_;
  Eigen::MatrixXd matrix_, inverse_;
  Eigen::VectorXd right_, effects_;
  Eigen::Index rank_ = 0;
};

// What chance is left with: the standard deviation of a score around what both effects say of it.
double Chance(const std::map<int64_t, ByReviewer>& things, const Equations& equations) {
  double squares = 0;
  int64_t free = -static_cast<int64_t>(equations.rank());
  for (const auto& [thing, scores] : things) {
    double deserved = 0;
    for (const auto& [reviewer, score] : scores) {
      deserved += (score - equations.EffectOf(reviewer)) / static_cast<double>(scores.size());
    }
    for (const auto& [reviewer, score] : scores) {
      const double left = score - equations.EffectOf(reviewer) - deserved;
      squares += left * left;
    }
    free += static_cast<int64_t>(scores.size()) - 1;
  }
  return free > 0 ? std::sqrt(squares / static_cast<double>(free)) : 0;
}

}  // namespace

std::map<int64_t, Severity> SeverityOf(absl::Span<const Rating> ratings) {
  std::map<int64_t, ByReviewer> things;
  for (const Rating& rating : ratings) things[rating.thing][rating.reviewer] = rating.score;
  for (auto it = things.begin(); it != things.end();) {
    it = it->second.size() < 2 ? things.erase(it) : std::next(it);
  }
  if (things.empty()) return {};
  Equations equations(things);
  equations.Solve();
  const double chance = Chance(things, equations);
  std::map<int64_t, Severity> severities;
  for (const auto& [reviewer, place] : equations.places()) {
    severities[reviewer] = {-equations.EffectOf(reviewer), chance * equations.UnitErrorOf(reviewer),
                            0};
  }
  for (const auto& [thing, scores] : things) {
    for (const auto& [reviewer, score] : scores) ++severities[reviewer].things;
  }
  return severities;
}

}  // namespace aftercall::insight
