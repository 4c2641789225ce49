"""What make check reads the API's schema with: linters and generators, in Node where npm is at hand."""
