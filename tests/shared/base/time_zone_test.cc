#include "shared/base/time_zone.h"

#include <gtest/gtest.h>

#include <string>

namespace aftercall::base {
namespace {

TEST(TimeZone, IsFoundByItsName) {
  for (const char* name : {"UTC", "Asia/Shanghai", "America/Argentina/ComodRivadavia",
                           "America/Port-au-Prince", "Etc/GMT+12"}) {
    const auto zone = FindTimeZone(name);
    ASSERT_TRUE(zone) << name;
    EXPECT_EQ(zone->name(), name);
  }
  const auto shanghai = FindTimeZone("Asia/Shanghai");
  EXPECT_EQ(shanghai->At(absl::UnixEpoch()).offset, 8 * 3600);
}

TEST(TimeZone, WhatIsNoNameIsNotFound) {
  for (const std::string& name :
       {std::string(), std::string("Mars/Olympus"), std::string("/etc/localtime"),
        std::string("localtime"), std::string("Fixed/UTC+01:00:00"), std::string("../UTC"),
        std::string("Asia/../UTC"), std::string("Asia/Shanghai\0", 14), std::string("上海"),
        std::string(100000, 'x')}) {
    EXPECT_FALSE(FindTimeZone(name)) << name.substr(0, 100);
  }
}

}  // namespace
}  // namespace aftercall::base
