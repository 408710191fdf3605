#include "tests/contract/store_under_test.h"

#include "absl/strings/str_cat.h"

namespace aftercall::store {

void StoreContract::SetUp() {
  place_ = GetParam().make_place();
  Reopen();
}

void StoreContract::Close() {
  reader_.reset();
  store_.reset();
}

void StoreContract::Reopen() {
  Close();
  store_ = Value(place_->Open(clock_));
  reader_ = Value(store_->NewReader());
}

void StoreContract::Write(testing::Command command) {
  const absl::Status status = testing::Run(*store_, std::move(command));
  EXPECT_TRUE(status.ok()) << status;
}

domain::UserId StoreContract::AddUser(const std::string& name, std::vector<domain::Alias> aliases,
                                      domain::User::State state) {
  domain::User user;
  user.display_name = name;
  user.aliases = std::move(aliases);
  user.state = state;
  Write([&](Transaction& t) {
    user.id = {t.NewId()};
    return t.InsertUser(user);
  });
  return user.id;
}

domain::TeamId StoreContract::AddTeam(const std::string& name,
                                      std::vector<domain::UserId> leaders) {
  domain::Team team;
  team.display_name = name;
  team.leaders = std::move(leaders);
  Write([&](Transaction& t) {
    team.id = {t.NewId()};
    return t.InsertTeam(team);
  });
  return team.id;
}

domain::InteractionId StoreContract::AddInteraction(const std::string& external_id,
                                                    domain::UserId agent, domain::TeamId team,
                                                    absl::CivilDay day, const std::string& queue) {
  domain::PlacedInteraction placed;
  placed.told = testing::CallOf(external_id, "7");
  placed.told.queue = queue;
  placed.agent = agent;
  placed.parties = {agent};
  placed.team = team;
  placed.day = day;
  Write([&](Transaction& t) {
    placed.id = {t.NewId()};
    return t.InsertInteraction(placed);
  });
  return placed.id;
}

void StoreContract::Arrive(const std::string& queue, domain::TeamId team, absl::CivilDay day) {
  AddInteraction(absl::StrCat("arrival ", ++arrivals_), kAnn, team, day, queue);
}

}  // namespace aftercall::store
