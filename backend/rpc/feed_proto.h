#pragma once

#include "aftercall/v1/feed_service.pb.h"
#include "aftercall/v1/figures.pb.h"
#include "backend/feed/stream.h"
#include "backend/insight/statistics.h"
#include "backend/rpc/question_catalog.h"

// Feeds as the wire has them.
namespace aftercall::rpc {

// What a stream's messages bear besides their own contents.
struct FeedIdentity {
  domain::UserId owner;
  std::string feed;  // "users/{user}/feed"
  std::string display_name;
  absl::Duration bookmark_interval;
};

v1::WatchFeedResponse ToProto(const feed::Message& message, const FeedIdentity& identity,
                              QuestionCatalog& questions, store::Reader& reader);

v1::Rate ToProto(const insight::Rate& rate);

}  // namespace aftercall::rpc
