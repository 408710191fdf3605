#pragma once

#include <grpcpp/server_context.h>

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "backend/auth/token_verifier.h"
#include "backend/domain/directory.h"
#include "backend/rpc/rate_limiter.h"
#include "backend/store/store.h"
#include "shared/base/clock.h"

// Who is calling, and what they may see: the one place that decides.
namespace aftercall::rpc {

struct Caller {
  domain::UserId user;
  auth::Role role = auth::Role::kAgent;
  absl::Time expires_at;  // of the token
};

// Thread-safe.
class Gate {
 public:
  Gate(const auth::TokenVerifier& verifier, const base::Clock& clock, int calls_per_second)
      : verifier_(verifier), clock_(clock), limiter_(calls_per_second) {}

  // The caller that the "authorization: Bearer …" of a call proves. UNAUTHENTICATED otherwise, and
  // for users who have been deactivated; RESOURCE_EXHAUSTED with RetryInfo for one who calls more
  // often than a person does.
  absl::StatusOr<Caller> Enter(const grpc::ServerContextBase& context);
  // As Enter, for adapters that tell of what happens: they come as fast as it does, and what bounds
  // them is the room for records (CheckRoom).
  absl::StatusOr<Caller> EnterToTell(const grpc::ServerContextBase& context) const;

  // Users whose tokens are refused from now on, and taken again.
  void SetDeactivated(domain::UserId user, bool deactivated);

  // What a role may do at all.
  static absl::Status MayIngest(const Caller& caller);
  static absl::Status MayAdminister(const Caller& caller);
  static absl::Status MayMaintain(const Caller& caller);
  static absl::Status MaySetRules(const Caller& caller);
  static absl::Status MayListPeople(const Caller& caller);
  // How others review: who looks after the quality of reviews may see it.
  static absl::Status MayReadReviewers(const Caller& caller);
  static absl::Status MayGiveKudos(const Caller& caller);
  // By name, those of one's own site.
  static absl::Status MayListColleagues(const Caller& caller);
  static absl::Status MayPauseQueues(const Caller& caller);
  static absl::Status MayListPauses(const Caller& caller);
  static absl::Status MayOpenSeals(const Caller& caller);
  // Administrators look after accounts and adapters tell of interactions: neither sees customers'
  // words.
  static bool MayReadWords(const Caller& caller);
  // Who may evaluate others without being asked: team leaders and quality analysts.
  static absl::Status MayEvaluate(const Caller& caller);

  // The answer to a call for what is another's alone, such as their self-assessment: it learns
  // nothing, not even whether that exists, and is logged.
  static absl::Status RefuseLook(const Caller& caller, absl::string_view field,
                                 absl::string_view name);

  // Whether the caller may read a self-assessment: its author may, and whom the author shares it
  // with, once it is committed.
  static absl::StatusOr<bool> MayReadSelfAssessment(store::Reader& reader, const Caller& caller,
                                                    const store::ListedSelfAssessment& listed);

  // Whether the caller may pause a team: who leads it may, operations managers and quality analysts
  // any.
  static absl::Status MayPauseTeam(const Caller& caller, const domain::Team& team);
  static bool MayPauseAnyTeam(const Caller& caller);

  // Whether the caller may open the seal on another's interaction: who leads its team or its
  // agent's may, operations managers and quality analysts any.
  static absl::StatusOr<bool> MayOpenSeal(store::Transaction& transaction, const Caller& caller,
                                          const domain::PlacedInteraction& interaction);

  // Whether the caller may evaluate another's interaction: who leads its team or its agent's may,
  // quality analysts any.
  static absl::StatusOr<bool> MayEvaluate(store::Transaction& transaction, const Caller& caller,
                                          const domain::PlacedInteraction& interaction);

  // Whether the caller may read an interaction: its agent may, who leads its team or its agent's,
  // operations managers, quality analysts and administrators any.
  static absl::StatusOr<bool> MayReadInteraction(store::Transaction& transaction,
                                                 const Caller& caller,
                                                 const domain::PlacedInteraction& interaction);

  // Whether the caller may see figures and interactions of a scope: an agent their own and their
  // team's where five or more are in it, a leader their teams and those teams' agents, operations
  // managers, quality analysts and administrators everything.
  static absl::Status MayRead(store::Reader& reader, const Caller& caller,
                              const store::Scope& scope, bool figures_only);

  // Whether the caller may see what a scope's agents say of themselves, in sums: everybody their
  // own and nobody else's, which is logged; a leader those of teams they lead; operations managers,
  // quality analysts and administrators those of any team and of all.
  static absl::Status MayReadElements(store::Reader& reader, const Caller& caller,
                                      const store::Scope& scope);
  // Of how many people such a sum must be at least, so that nobody can be read out of it.
  static int64_t FewestPeople(const store::Scope& scope);

 private:
  const auth::TokenVerifier& verifier_;
  const base::Clock& clock_;
  RateLimiter limiter_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_set<domain::UserId> deactivated_ ABSL_GUARDED_BY(mutex_);
};

// The user that a request names: "users/{user}", "users/me", or the exact display name of one user.
// A name that several share is refused with the candidates.
absl::StatusOr<domain::UserId> ResolveUser(store::Reader& reader, const Caller& caller,
                                           absl::string_view field, absl::string_view name);

// The same inside a command.
absl::StatusOr<domain::UserId> ResolveUser(store::Transaction& transaction, const Caller& caller,
                                           absl::string_view field, absl::string_view name);

// The team that a request names: "teams/{team}" or its exact display name.
absl::StatusOr<domain::TeamId> ResolveTeam(store::Reader& reader, absl::string_view field,
                                           absl::string_view name);

// The same inside a command; all of the team.
absl::StatusOr<domain::Team> ResolveTeam(store::Transaction& transaction, absl::string_view field,
                                         absl::string_view name);

std::string UserName(domain::UserId user);
std::string TeamName(domain::TeamId team);
std::string InteractionName(domain::InteractionId interaction);

// The id in a resource name such as "users/0d4…"; 0 where `name` is not one of `collection`.
int64_t IdIn(absl::string_view collection, absl::string_view name);

}  // namespace aftercall::rpc
