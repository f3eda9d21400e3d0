"""How the admin looks and where its side bar leads (django-unfold)."""

from django.urls import reverse_lazy

UNFOLD = {
    "SITE_TITLE": "Triptych",
    "SITE_HEADER": "Triptych",
    "SITE_SUBHEADER": "Recognition server",
    "SITE_SYMBOL": "filter_center_focus",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": "Serial numbers",
                "items": [
                    {
                        "title": "Settings",
                        "icon": "tune",
                        "link": reverse_lazy("admin:recognition_recognitionsettings_changelist"),
                    },
                    {
                        "title": "Recognitions",
                        "icon": "barcode_scanner",
                        "link": reverse_lazy("admin:recognition_serialrecognition_changelist"),
                    },
                    {
                        "title": "Dashboard",
                        "icon": "monitoring",
                        "link": reverse_lazy("recognition-dashboard"),
                    },
                ],
            },
            {
                "title": "Server",
                "items": [
                    {
                        "title": "Timelines",
                        "icon": "view_timeline",
                        "link": reverse_lazy("admin:core_timelinerequest_changelist"),
                    },
                    {
                        "title": "Jobs",
                        "icon": "work_history",
                        "link": reverse_lazy("admin:core_job_changelist"),
                    },
                    {
                        "title": "API keys",
                        "icon": "key",
                        "link": reverse_lazy("admin:core_apikey_changelist"),
                    },
                    {
                        "title": "Users",
                        "icon": "group",
                        "link": reverse_lazy("admin:auth_user_changelist"),
                    },
                ],
            },
        ],
    },
}
