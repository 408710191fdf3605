#pragma once

namespace aftercall::bench {

// Serves, until its standard input ends, what aftercalld does for an answer with nothing behind it:
// the same messages over the same callback interface, acknowledged and pushed to the agent's stream
// at once, without a check, a decision or a database. Prints "bare: listening on HOST:PORT".
//
// An interaction whose series is "echo" is acknowledged only. The line "push RATE COUNT STREAMS
// SERIES" makes it push entries by itself and print "pushed" after the last; with a rate of 0 each
// stream that comes from then on gets its share of them at once.
int ServeBare();

}  // namespace aftercall::bench
