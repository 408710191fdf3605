#include "client/net/form_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <variant>

#include "aftercall/v1/form_service.grpc.pb.h"
#include "shared/forms/default_form.h"
#include "shared/forms/form_proto.h"
#include "tests/client/net/fake_server.h"
#include "tests/client/net/manual_loop.h"

namespace aftercall::net {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// Gives the default form by any name but two.
class FakeForms final : public v1::FormService::Service {
 public:
  std::vector<model::FormKey> asked() {
    absl::MutexLock lock(&mutex_);
    return asked_;
  }

 private:
  grpc::Status GetForm(grpc::ServerContext*, const v1::GetFormRequest* request,
                       v1::GetFormResponse* response) override {
    {
      absl::MutexLock lock(&mutex_);
      asked_.push_back({request->name(), request->version()});
    }
    if (request->name() == "forms/none") return {grpc::StatusCode::NOT_FOUND, "no such form"};
    const auto form = forms::DefaultForm();
    if (!form.ok()) return {grpc::StatusCode::INTERNAL, "no default form"};
    *response->mutable_form() = forms::ToProto(*form);
    if (request->name() == "forms/odd") response->mutable_form()->clear_sections();
    return grpc::Status::OK;
  }

  absl::Mutex mutex_;
  std::vector<model::FormKey> asked_ ABSL_GUARDED_BY(mutex_);
};

class FormFetcherTest : public testing::Test {
 protected:
  void SetUp() override {
    server_.Add(&forms_);
    auto connection = Connection::Make({server_.address(), "the-token", ""}, loop_);
    ASSERT_TRUE(connection.ok()) << connection.status();
    connection_ = *std::move(connection);
    fetcher_.emplace(connection_.get(), &inbox_,
                     [this](const absl::Status& status) { refused_.push_back(status); });
  }
  void TearDown() override {
    fetcher_.reset();
    connection_.reset();
  }

  void RunUntil(size_t told, size_t refused) {
    loop_->RunUntil([&] {
      loop_->Advance(absl::Seconds(11));
      for (const model::FeedEvent& event : inbox_.Drain()) {
        told_.push_back(std::get<model::FormTold>(event.payload));
      }
      return told_.size() >= told && refused_.size() >= refused;
    });
  }

  const model::FormKey key_{"forms/default", 3};
  std::shared_ptr<ManualLoop> loop_ = std::make_shared<ManualLoop>();
  FakeForms forms_;
  FakeServer server_;
  Inbox inbox_{[] {}};
  std::unique_ptr<Connection> connection_;
  std::optional<FormFetcher> fetcher_;
  std::vector<model::FormTold> told_;
  std::vector<absl::Status> refused_;
};

TEST_F(FormFetcherTest, FetchesEachFormOnceHoweverOftenItIsWanted) {
  fetcher_->Want({key_});  // before there is a server
  loop_->RunPosted();
  server_.Start();
  for (int frame = 0; frame < 20; ++frame) fetcher_->Want({key_});
  fetcher_->Want({key_, {"forms/other", 1}});
  RunUntil(2, 0);
  EXPECT_THAT(forms_.asked(), ElementsAre(key_, model::FormKey{"forms/other", 1}));
  EXPECT_EQ(told_[0].key, key_);
  EXPECT_EQ(told_[0].form, *forms::DefaultForm());
}

TEST_F(FormFetcherTest, WhatCannotBeHadOrDrawnIsSaidOnceAndTheNextGoesOn) {
  server_.Start();
  const std::vector<model::FormKey> wanted{{"forms/none", 1}, {"forms/odd", 1}, key_};
  for (int frame = 0; frame < 20; ++frame) fetcher_->Want(wanted);
  RunUntil(1, 2);
  EXPECT_THAT(forms_.asked(), SizeIs(3));
  EXPECT_THAT(std::string(refused_[0].message()), HasSubstr("no such form"));
  EXPECT_THAT(std::string(refused_[1].message()), HasSubstr("forms/odd cannot be used"));
  EXPECT_EQ(told_[0].key, key_);
}

}  // namespace
}  // namespace aftercall::net
