#include "backend/upkeep/verify.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "backend/upkeep/rollups.h"
#include "backend/upkeep/writing.h"
#include "shared/base/ids.h"

namespace aftercall::upkeep {
namespace {

constexpr size_t kVerifyPage = 500;
constexpr size_t kMostGaps = 20;
constexpr size_t kFingerprintCharacters = 32;

std::string NameOf(domain::UserId user) {
  return user ? absl::StrCat("users/", base::FormatId(user.value)) : "nobody";
}

std::string DayOf(absl::CivilDay day) { return absl::FormatCivilTime(day); }

std::string Describe(const domain::Cell& cell) {
  return absl::StrCat("team ", cell.team ? base::FormatId(cell.team.value) : "none", ", channel ",
                      static_cast<int>(cell.channel), ", topic \"", cell.topic, "\"");
}

std::string Describe(const domain::InteractionCounts& counts) {
  return absl::StrCat(counts.interactions, " interactions, ", counts.abandoned, " abandoned, ",
                      counts.responses, " with an answer, ", counts.offered, " offered, ",
                      counts.offered_responses, " of these answered, ", counts.handled,
                      " handled, ", counts.talk_ms, " ms talk, ", counts.hold_ms, " ms hold, ",
                      counts.after_call_work_ms, " ms after-call work");
}

std::string Describe(const domain::AnswerCell& answers) {
  return absl::StrCat(Describe(answers.cell), ", question ", answers.question_id, ", rating ",
                      answers.rating, answers.company_fault ? ", the company's fault" : "",
                      ", contacts ", static_cast<int>(answers.contacts));
}

std::string Describe(absl::string_view form_id, absl::string_view element_id, domain::TeamId team) {
  return absl::StrCat("team ", team ? base::FormatId(team.value) : "none", ", form ", form_id,
                      ", element ", element_id);
}

std::string Describe(const domain::ElementCell& cell) {
  return absl::StrCat(Describe(cell.form_id, cell.element_id, cell.team), ", evaluator ",
                      static_cast<int>(cell.evaluator));
}

std::string Describe(const domain::GapCell& cell) {
  return absl::StrCat(Describe(cell.form_id, cell.element_id, cell.team), ", less question ",
                      cell.question_id);
}

std::string Describe(const domain::ScoreSums& sums) {
  return absl::StrCat(sums.n, " scores, sum ", sums.sum, ", squares ", sums.squares);
}

std::string Differs(absl::string_view what, absl::string_view stored, absl::string_view reckoned) {
  return absl::StrCat(what, ": the roll-up holds ", stored, "; the rows make ", reckoned, ".");
}

template <typename Map>
typename Map::mapped_type ValueAt(const Map& map, const typename Map::key_type& key) {
  const auto it = map.find(key);
  return it == map.end() ? typename Map::mapped_type() : it->second;
}

class Check {
 public:
  Check(store::Store& store, const commands::Policy& policy, bool mend, Observer& observer,
        store::Inspection& inspection)
      : store_(store), policy_(policy), mend_(mend), observer_(observer), inspection_(inspection) {}

  absl::StatusOr<Report> Run() {
    const auto census = inspection_.Count();
    if (!census.ok()) return census.status();
    census_ = *census;
    for (const auto check :
         {&Check::CheckFile, &Check::CheckFeeds, &Check::CheckRollups, &Check::CheckRequests}) {
      found_ = 0;
      if (auto status = (this->*check)(); !status.ok()) return status;
    }
    return report_;
  }

 private:
  absl::Status Go(Phase phase, int64_t done, int64_t total) {
    if (observer_.OnProgress(phase, done, total)) return absl::OkStatus();
    return absl::CancelledError("The check was ended.");
  }

  void Find(const Finding& finding) {
    ++report_.findings;
    if (finding.mended) ++report_.mended;
    if (++found_ <= kMostFindings) observer_.OnFinding(finding);
  }

  absl::Status CheckFile() {
    const auto found = inspection_.CheckStructure([&](int64_t done, int64_t total) {
      return observer_.OnProgress(Phase::kFile, done, total);
    });
    if (!found.ok()) return found.status();
    for (const auto& sentence : *found) Find({Phase::kFile, "", sentence});
    mend_ = mend_ && found->empty();
    return absl::OkStatus();
  }

  absl::Status CheckFeeds() {
    domain::UserId after{INT64_MIN};
    while (true) {
      const auto feeds = inspection_.ListFeeds(after, kVerifyPage);
      if (!feeds.ok()) return feeds.status();
      for (const auto& feed : *feeds) {
        if (auto status = CheckFeed(feed); !status.ok()) return status;
        ++report_.feeds;
        report_.feed_entries += feed.entries;
        if (auto go = Go(Phase::kFeeds, report_.feeds, census_.feeds); !go.ok()) return go;
      }
      if (feeds->size() < kVerifyPage) return absl::OkStatus();
      after = feeds->back().feed;
    }
  }

  absl::Status CheckFeed(const store::Inspection::FeedShape& feed) {
    const auto find = [&](std::string sentence) {
      Find({Phase::kFeeds, absl::StrCat(NameOf(feed.feed), "/feed"), std::move(sentence)});
    };
    if (!feed.has_row) find("There are entries, and no head that counts them.");
    if (feed.trimmed < 0 || feed.trimmed > feed.head || feed.seen < 0 || feed.seen > feed.head) {
      find(absl::StrCat("The head is at ", feed.head, ", trimmed up to ", feed.trimmed,
                        ", seen up to ", feed.seen, "."));
    }
    if (!feed.ends_whole) find("The last change lacks its end.");
    if (feed.entries == feed.head - feed.trimmed &&
        (feed.entries == 0 || (feed.first == feed.trimmed + 1 && feed.last == feed.head))) {
      return absl::OkStatus();
    }
    const auto gaps = inspection_.ListGaps(feed.feed, feed.last, kMostGaps);
    if (!gaps.ok()) return gaps.status();
    std::string sentence =
        absl::StrCat("Positions ", feed.trimmed + 1, " to ", feed.head, " ought to be there. ",
                     feed.entries, feed.entries == 1 ? " is" : " are");
    if (feed.entries > 0) absl::StrAppend(&sentence, ", from ", feed.first, " to ", feed.last);
    if (!gaps->empty()) {
      absl::StrAppend(&sentence, ", with something missing after ", absl::StrJoin(*gaps, ", "));
    }
    find(absl::StrCat(sentence, "."));
    return absl::OkStatus();
  }

  absl::Status CheckRollups() {
    store::RollupGroup after{{INT64_MIN}, absl::CivilDay(1, 1, 1)};
    std::optional<domain::UserId> user;
    domain::RollupDelta late;  // of `user`, reckoned
    while (true) {
      const auto groups = inspection_.ListRollupGroups(after, kVerifyPage);
      if (!groups.ok()) return groups.status();
      for (const auto& group : *groups) {
        if (user && *user != group.user) {
          if (auto status = CheckLate(*user, late); !status.ok()) return status;
          late = {};
        }
        user = group.user;
        if (auto status = CheckDay(group, late); !status.ok()) return status;
        if (auto go = Go(Phase::kRollups, report_.interactions, census_.interactions); !go.ok()) {
          return go;
        }
      }
      if (groups->size() < kVerifyPage) break;
      after = groups->back();
    }
    return user ? CheckLate(*user, late) : absl::OkStatus();
  }

  absl::Status CheckDay(const store::RollupGroup& group, domain::RollupDelta& late) {
    const auto cells = ReckonDay(inspection_.rows(), policy_, group.user, group.day);
    if (!cells.ok()) return cells.status();
    for (const auto& [cell, n] : cells->reckoned.late) late.late[cell] += n;
    report_.interactions += cells->interactions;
    report_.rollup_cells +=
        static_cast<int64_t>(cells->stored.interactions.size() + cells->stored.answers.size() +
                             cells->stored.elements.size() + cells->stored.gaps.size());
    const auto differs = Difference(cells->stored, cells->reckoned);
    if (differs.interactions.empty() && differs.answers.empty() && differs.upheld.empty() &&
        differs.elements.empty() && differs.gaps.empty()) {
      return absl::OkStatus();
    }
    bool mended = false;
    if (mend_) {
      auto status = WriteAndWait(store_, [&](store::Transaction& transaction) {
        return MendDay(transaction, policy_, group.user, group.day).status();
      });
      if (!status.ok()) return status;
      mended = true;
    }
    const std::string place = absl::StrCat(NameOf(group.user), " ", DayOf(group.day));
    for (const auto& [cell, counts] : differs.interactions) {
      Find({Phase::kRollups, place,
            Differs(Describe(cell), Describe(ValueAt(cells->stored.interactions, cell)),
                    Describe(ValueAt(cells->reckoned.interactions, cell))),
            mended});
    }
    for (const auto& [answers, n] : differs.answers) {
      Find({Phase::kRollups, place,
            Differs(Describe(answers), absl::StrCat(ValueAt(cells->stored.answers, answers)),
                    absl::StrCat(ValueAt(cells->reckoned.answers, answers), " answers")),
            mended});
    }
    for (const auto& [answers, n] : differs.upheld) {
      Find({Phase::kRollups, place,
            Differs(Describe(answers), absl::StrCat(ValueAt(cells->stored.upheld, answers)),
                    absl::StrCat(ValueAt(cells->reckoned.upheld, answers), " upheld on appeal")),
            mended});
    }
    FindSums(place, differs.elements, cells->stored.elements, cells->reckoned.elements, mended);
    FindSums(place, differs.gaps, cells->stored.gaps, cells->reckoned.gaps, mended);
    return absl::OkStatus();
  }

  template <typename Map>
  void FindSums(const std::string& place, const Map& differs, const Map& stored,
                const Map& reckoned, bool mended) {
    for (const auto& [cell, sums] : differs) {
      Find({Phase::kRollups, place,
            Differs(Describe(cell), Describe(ValueAt(stored, cell)),
                    Describe(ValueAt(reckoned, cell))),
            mended});
    }
  }

  absl::Status CheckLate(domain::UserId user, const domain::RollupDelta& reckoned) {
    const auto stored = inspection_.rows().ReadLate(user);
    if (!stored.ok()) return stored.status();
    report_.rollup_cells += static_cast<int64_t>(stored->late.size());
    std::map<domain::LateCell, int64_t> all = stored->late;
    all.insert(reckoned.late.begin(), reckoned.late.end());
    for (const auto& [cell, n] : all) {
      const int64_t held = ValueAt(stored->late, cell);
      const int64_t right = ValueAt(reckoned.late, cell);
      if (held == right) continue;
      bool mended = false;
      if (mend_) {
        auto status = WriteAndWait(store_, [this, &cell = cell](store::Transaction& transaction) {
          return MendLate(transaction, policy_, cell).status();
        });
        if (!status.ok()) return status;
        mended = true;
      }
      Find({Phase::kRollups, absl::StrCat(NameOf(user), " ", DayOf(cell.arrived_day)),
            Differs("answers for earlier days", absl::StrCat(held), absl::StrCat(right)), mended});
    }
    return absl::OkStatus();
  }

  absl::Status CheckRequests() {
    std::string after;
    while (true) {
      const auto requests = inspection_.ListRequests(after, kVerifyPage);
      if (!requests.ok()) return requests.status();
      for (const auto& request : *requests) {
        if (request.fingerprint.size() != kFingerprintCharacters ||
            request.created_at <= absl::UnixEpoch()) {
          Find({Phase::kRequests, absl::StrCat("request ", request.request_id),
                "The fingerprint or the time of this kept result has not its form."});
        }
        ++report_.requests;
      }
      if (auto go = Go(Phase::kRequests, report_.requests, census_.requests); !go.ok()) return go;
      if (requests->size() < kVerifyPage) return absl::OkStatus();
      after = requests->back().request_id;
    }
  }

  store::Store& store_;
  const commands::Policy& policy_;
  bool mend_;
  Observer& observer_;
  store::Inspection& inspection_;
  store::Inspection::Census census_;
  Report report_;
  int64_t found_ = 0;  // in this phase
};

}  // namespace

absl::StatusOr<Report> Verify(store::Store& store, const commands::Policy& policy, bool mend,
                              Observer& observer) {
  const auto inspection = store.Inspect();
  if (!inspection.ok()) return inspection.status();
  return Check(store, policy, mend, observer, **inspection).Run();
}

}  // namespace aftercall::upkeep
