#pragma once

#include "backend/metrics/durations.h"

// Where the time between a call and its entry at the agent goes, stage by stage.
namespace aftercall::metrics {

// A command's way through the store; each stage as every command of a group feels it.
struct WriteStages {
  Durations queue;   // from its submission until its group begins
  Durations apply;   // the group's statements
  Durations commit;  // the group's way to the disk
  Durations answer;  // from there until it is answered
  // Of the writer, now and then, what is left of a checkpoint; commands wait.
  Durations checkpoint;
};

// A feed entry's way to the network.
struct FeedStages {
  Durations wake;   // from the commit until a reader's thread has made it a message
  Durations write;  // until gRPC has taken the message
};

}  // namespace aftercall::metrics
