package io.trimtab.docs.report;

/** The style of the page around the charts; colours are the custom properties that the charts define. */
final class PageStyle {
    static final String CSS = """
            *{box-sizing:border-box}
            html{-webkit-text-size-adjust:100%}
            body{margin:0;background:var(--sheet);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
            header,main,footer,aside{max-width:960px;margin:0 auto;padding:0 20px}
            header{padding-top:32px}
            h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3em}
            h2{font-size:1.25rem;line-height:1.3;margin:0 0 .5em}
            p{margin:.5em 0 .9em;max-width:72ch}
            ul{margin:.3em 0 1em;padding-left:1.2em}
            li{margin:.15em 0}
            .lead{color:var(--soft);font-size:1.05rem;margin-bottom:1.2em}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(138px,1fr));gap:12px;margin:0 0 18px}
            .tile{background:var(--ground);border:1px solid var(--rule);border-radius:10px;padding:12px 14px}
            .label{color:var(--soft);font-size:.82rem}
            .value{font-size:1.5rem;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.3}
            .note{color:var(--soft);font-size:.82rem}
            nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 20px;font-size:.92rem}
            a{color:var(--blue);text-underline-offset:3px}
            section{background:var(--ground);border:1px solid var(--rule);border-radius:12px;padding:22px 24px;margin:0 0 20px}
            figure{margin:18px 0 10px}
            figcaption{font-weight:600;margin:0 0 2px}
            .chart{display:block;width:100%;height:auto}
            .narrow{display:none}
            .scroll{overflow-x:auto;margin:14px 0}
            table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
            caption{text-align:left;font-weight:600;padding:0 0 6px}
            th,td{padding:6px 10px;border-bottom:1px solid var(--rule);text-align:right;vertical-align:top}
            thead th{color:var(--soft);font-weight:600;white-space:nowrap}
            tbody th{font-weight:500;text-align:left}
            th:first-child{text-align:left;padding-left:0}
            .w{text-align:left}
            footer{color:var(--soft);font-size:.88rem;padding-bottom:20px}
            @media (max-width:700px){
            header,main,footer,aside{padding-left:10px;padding-right:10px}
            header{padding-top:20px}
            h1{font-size:1.5rem}
            section{padding:16px 12px;border-radius:10px}
            .tiles{grid-template-columns:1fr 1fr;gap:8px}
            .wide{display:none}
            .narrow{display:block}
            table,thead,tbody,caption{display:block}
            tr{display:grid;grid-template-columns:minmax(0,1.5fr) repeat(var(--n),minmax(0,1fr));border-bottom:1px solid var(--rule);padding:5px 0}
            th,td{padding:1px 3px;border:0}
            thead th{white-space:normal}
            td.w{grid-column:1/-1;color:var(--soft);font-size:.86rem}
            thead th.w:not(:first-child){display:none}
            }
            @media print{.narrow{display:none}.wide{display:block}section{break-inside:avoid}}
            """;

    private PageStyle() {}
}
