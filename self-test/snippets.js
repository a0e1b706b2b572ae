// What to write into a proxy's configuration. The recipes in deploy/ hold the same, whole and tested.

/** The API's two prefixes, and nothing else. */
export const routes = {
  nginx: `location /bim/ { proxy_pass http://127.0.0.1:8080; }
location /iam/ { proxy_pass http://127.0.0.1:8080; }`,
  Caddy: `@api path /bim/* /iam/*
handle @api {
	reverse_proxy 127.0.0.1:8080
}`,
};

/** The page for every address of the app; 404 for a file that is not there. */
export const fallback = {
  nginx: `location / { try_files $uri @page; }
location @page {
    # An address whose last part has an ending is a file, unless a browser goes there.
    if ($bim_missing) { return 404; }
    rewrite ^ /index.html break;
}`,
  Caddy: `@file file
handle @file {
	file_server { precompressed br gzip }
}
@page header Accept *text/html*
handle @page {
	rewrite * /index.html
	file_server
}
handle { respond 404 }`,
};

/** The Content-Security-Policy, with the API's origin where it is another one. */
export const policy = (origin) => {
  const value = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
connect-src 'self'${origin ? ` ${origin}` : ""}; font-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'`;
  return {
    nginx: `add_header Content-Security-Policy "${value}" always;`,
    Caddy: `header Content-Security-Policy "${value}"`,
  };
};

/** Other headers. */
export const headers = {
  nginx: `add_header X-Content-Type-Options nosniff always;
add_header Referrer-Policy no-referrer always;`,
  Caddy: `header X-Content-Type-Options nosniff
header Referrer-Policy no-referrer`,
};

/** Files that are compressed already. */
export const compression = {
  nginx: `gzip_static on;
brotli_static on; # from libnginx-mod-http-brotli-static`,
  Caddy: "file_server { precompressed br gzip }",
};

/** What a file's name says of how long it lasts. */
export const caching = {
  nginx: `location ~ -[0-9a-f]{16}[._] { add_header Cache-Control "public, max-age=31536000, immutable" always; }
# everything else
add_header Cache-Control no-cache always;`,
  Caddy: `@hashed path_regexp -[0-9a-f]{16}[._]
header ?Cache-Control no-cache
header @hashed Cache-Control "public, max-age=31536000, immutable"`,
};

/** The types of the app's files. */
export const types = {
  nginx: "types { application/wasm wasm; text/javascript js; }",
  Caddy: "header *.wasm Content-Type application/wasm",
};

/** The API's side of another origin. */
export const cors = (origin) => ({
  "bim-service": `bim-service serve --allow-origin ${origin}`,
  "another API": `Access-Control-Allow-Origin: ${origin}
Access-Control-Allow-Methods: GET, POST, PUT, DELETE
Access-Control-Allow-Headers: authorization, content-type
Access-Control-Expose-Headers: date, retry-after, x-request-id
Vary: Origin`,
});

/** The one line that knows the path. */
export const base = (path) => ({ "index.html": `<base href="${path}">` });
