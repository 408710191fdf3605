#include "client/platform/png_file.h"

#include <png.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"

namespace aftercall::platform {

absl::Status WritePng(const std::string& path, const Canvas& picture) {
  std::vector<uint8_t> bytes;
  bytes.reserve(static_cast<size_t>(picture.bounds().area()) * 3);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const uint32_t pixel = picture.row(y)[x];
      bytes.insert(bytes.end(), {static_cast<uint8_t>(pixel >> 16),
                                 static_cast<uint8_t>(pixel >> 8), static_cast<uint8_t>(pixel)});
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  const std::string unfinished = path + ".part";
  if (png_image_write_to_file(&image, unfinished.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
    return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", image.message));
  }
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) {
    return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", strerror(errno)));
  }
  return absl::OkStatus();
}

}  // namespace aftercall::platform
