#include "tests/bench/picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace aftercall::bench {
namespace {

constexpr double kWidth = 760;
constexpr double kHeight = 420;
constexpr double kLeft = 70;
constexpr double kRight = 150;  // room for the lines' names
constexpr double kTop = 50;
constexpr double kBottom = 60;
constexpr double kFastest = 50;      // microseconds, the lowest line
constexpr double kSlowest = 500000;  // the highest

struct Line {
  const char* name;
  const char* whose;
  const char* percentile;
  const char* colour;
  const char* dashes;
};

constexpr std::array<Line, 4> kLines = {{
    {"durable, p99", "ours", "p99", "#0b57a4", "6 4"},
    {"durable, p50", "ours", "p50", "#0b57a4", ""},
    {"bare push, p99", "bare", "p99", "#767676", "6 4"},
    {"bare push, p50", "bare", "p50", "#767676", ""},
}};

double X(double rate) {
  const double low = std::log(PictureRates().front());
  const double high = std::log(PictureRates().back());
  return kLeft + (kWidth - kLeft - kRight) * (std::log(rate) - low) / (high - low);
}

double Y(double microseconds) {
  const double share = std::log(std::clamp(microseconds, kFastest, kSlowest) / kFastest) /
                       std::log(kSlowest / kFastest);
  return kHeight - kBottom - (kHeight - kTop - kBottom) * share;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string Text(double x, double y, absl::string_view anchor, absl::string_view text,
                 absl::string_view colour = "#333333") {
  return absl::StrFormat("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
                         x, y, anchor, colour, text);
}

std::string Rule(double x1, double y1, double x2, double y2) {
  return absl::StrFormat(
      "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>\n", x1, y1, x2,
      y2);
}

std::string Axes() {
  std::string svg;
  for (const auto& [at, name] :
       {std::pair{100.0, "0.1 ms"}, {1000.0, "1 ms"}, {10000.0, "10 ms"}, {100000.0, "100 ms"}}) {
    absl::StrAppend(&svg, Rule(kLeft, Y(at), kWidth - kRight, Y(at)),
                    Text(kLeft - 8, Y(at) + 4, "end", name));
  }
  for (const int rate : PictureRates()) {
    absl::StrAppend(&svg, Rule(X(rate), kTop, X(rate), kHeight - kBottom),
                    Text(X(rate), kHeight - kBottom + 18, "middle", absl::StrCat(rate)));
  }
  absl::StrAppend(
      &svg, Text((kLeft + kWidth - kRight) / 2, kHeight - 16, "middle", "answers told a second"));
  return svg;
}

std::string Draw(const Line& line, const Samples& samples) {
  std::string points;
  std::string dots;
  double x = 0;
  double y = 0;
  for (const int rate : PictureRates()) {
    const auto found = samples.find(PictureSample(line.whose, rate, line.percentile));
    if (found == samples.end()) continue;
    x = X(rate);
    y = Y(Median(found->second));
    absl::StrAppendFormat(&points, "%.1f,%.1f ", x, y);
    absl::StrAppendFormat(&dots, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x, y,
                          line.colour);
  }
  if (points.empty()) return "";
  return absl::StrCat(
      absl::StrFormat("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" "
                      "stroke-dasharray=\"%s\"/>\n",
                      points, line.colour, line.dashes),
      dots, Text(x + 10, y + 4, "start", line.name, line.colour));
}

}  // namespace

const std::vector<int>& PictureRates() {
  static const auto& rates = *new std::vector<int>{250, 500, 1000, 2000, 4000, 8000};
  return rates;
}

std::string PictureSample(const std::string& whose, int rate, const std::string& percentile) {
  return absl::StrCat(whose, " at ", rate, " ", percentile);
}

absl::Status WritePicture(const Samples& samples, int streams, const std::string& file) {
  std::string svg = absl::StrFormat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" "
      "fill=\"white\"/>\n",
      kWidth, kHeight);
  absl::StrAppend(
      &svg,
      Text(kLeft, 26, "start",
           absl::StrCat("From the call that tells an answer to its entry at the agent, ", streams,
                        " agents")),
      Axes());
  for (const Line& line : kLines) absl::StrAppend(&svg, Draw(line, samples));
  absl::StrAppend(&svg, "</svg>\n");
  std::ofstream out(file);
  out << svg;
  if (!out.flush()) return absl::UnavailableError(absl::StrCat(file, " cannot be written"));
  return absl::OkStatus();
}

}  // namespace aftercall::bench
