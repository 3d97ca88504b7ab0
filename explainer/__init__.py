"""Curated plain-language pages for clinical studies, each sentence held against the registry's record.

Data flows one way, and each step returns a value: files become a `Site`, checks judge it, pages are rendered from it, and
pages are served, printed, embedded or exported. A room imports only from the floors below it (`tests/test_layers.py`):

====  ==========================================  ==================================================
0     model, record, finding, sign_off, settings  what a site is
0     inputs, store, shares                       fingerprints, what is kept between runs, work by several processes
1     reading                                     files to a `Site`
2     language                                    locales and catalogs
3     checks, audit, headers, codings             what must hold for a site, and for a page's HTML
4     gather                                      all of the above, once for each study that changed
4     show                                        a `Site` to pages, a page to HTML
5     web, export, pdf, curate                    HTML to readers; records to content
6     cli                                         wires the floors; the only place that prints or exits
====  ==========================================  ==================================================
"""
