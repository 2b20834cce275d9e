// SPDX-License-Identifier: EUPL-1.2
// Builds the front end into samsyn/kit/static/dist: hashed names, a manifest that django-vite reads, nothing inlined (strict CSP).
import { defineConfig } from "vite";

const source = "samsyn/kit/frontend";

export default defineConfig({
  base: "/static/dist/",
  // Scripts find one another from where they lie: the static site stands in any folder. (Styles are rewritten there.)
  experimental: { renderBuiltUrl: (name, { hostType }) => (hostType === "js" ? { relative: true } : undefined) },
  publicDir: false,
  build: {
    outDir: "samsyn/kit/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0, // a font as data: would break font-src 'self'
    modulePreload: { polyfill: false }, // the polyfill is an inline script
    target: "es2022",
    cssMinify: true,
    rollupOptions: {
      input: {
        style: `${source}/css/style.css`,
        fonts: `${source}/css/fonts.css`,
        public: `${source}/js/public.js`,
        work: `${source}/js/work.js`,
      },
    },
  },
  worker: { format: "es" },
});
