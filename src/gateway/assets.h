// The built web UI: which paths there are, in which encodings, with which cache header.
//
// The table is web/dist/assets.json, read at start: a request can name only what stands in it, so no path from outside ever
// reaches the file system. Files are read when first asked for and kept.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "http/request.h"
#include "http/response.h"

namespace studio::gateway {

class Assets {
public:
  // Reads the table of the settings' folder; without one (UI not installed) the page says so.
  void load();
  // The answer for a GET or HEAD of a path outside the API: a file, or the application's page for any path of it.
  http::Response answer(const http::Request& request) const;
  // Whether a path means a file of the build: those lie at the top and in /assets. Deeper paths are the application's, and
  // a dot in them is one of a table's name.
  static bool names_file(const std::string& path);
  // The page that says what to do before CREATE EXTENSION has run, or why studio cannot serve.
  static http::Response setup_page(const std::string& database, const std::string& reason);

private:
  struct Asset {
    std::string file;
    std::string type;
    std::string digest;
    bool is_immutable = false;
    bool has_br = false;
    bool has_gzip = false;
  };
  const Asset* find(const std::string& path) const;
  const std::string& content(const std::string& file) const;

  std::string directory_;
  std::map<std::string, Asset> assets_;
  mutable std::map<std::string, std::string> contents_;
};

} // namespace studio::gateway
